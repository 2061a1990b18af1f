from kpitrack.render.svg.bullet import bullet
from kpitrack.render.svg.spark import spark
from kpitrack.render.svg.style import style
def history(d,m): return ""

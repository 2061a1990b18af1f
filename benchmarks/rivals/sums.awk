# Sums of actual over target for one year, by indicator: awk -v year=2024 -f sums.awk FILE
BEGIN { FS = "," }
index($4, year) == 1 { actual[$1] += $5; target[$1] += $6 }
END {
    for (name in target)
        printf "%s %.1f %.1f %.1f%%\n", name, target[name], actual[name], actual[name] / target[name] * 100 | "sort"
}

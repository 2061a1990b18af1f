"""Word documents as Word writes them: runs split by revision ids, proofing marks between."""

import zipfile
from io import BytesIO

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, style: str = "", rsid: str = "00A10B2C") -> str:
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    return (
        f'<w:r w:rsidR="{rsid}">{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
        '<w:proofErr w:type="gramEnd"/>'
    )


def anchor(address: str, *runs: str) -> str:
    return f'<w:hyperlink w:anchor="kpi:{address}" w:history="1">{"".join(runs)}</w:hyperlink>'


def control(address: str, *runs: str, name: str = "tag", more: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:{name} w:val="kpi:{address}"/><w:id w:val="7"/>{more}<w:text/>'
        f"</w:sdtPr><w:sdtContent>{''.join(runs)}</w:sdtContent></w:sdt>"
    )


def field(address: str, *runs: str, switches: str = "\\l") -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> HYPERLINK {switches} "kpi:{address}" </w:instrText></w:r>'
    return char("begin") + code + char("separate") + "".join(runs) + char("end")


def paragraph(*content: str) -> str:
    return f'<w:p w:rsidR="00A10B2C" w:rsidRDefault="00D4">{"".join(content)}</w:p>'


def document(*paragraphs: str, element: str = "document") -> str:
    body = "".join(paragraphs)
    if element == "document":
        body = f"<w:body>{body}<w:sectPr/></w:body>"
    return f'{_HEAD}<w:{element} xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">{body}</w:{element}>'


def package(
    *paragraphs: str,
    links: tuple[str, ...] = (),
    more: tuple[tuple[str, str], ...] = (),
    kinds: str = "",
    stored: tuple[str, ...] = (),
) -> bytes:
    """A document of some paragraphs; `links` are external targets with the ids rId1, rId2."""
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/hyperlink" Target="{target}" '
        'TargetMode="External"/>'
        for number, target in enumerate(links, 1)
    )
    overrides = (
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    )
    overrides += kinds
    parts = (
        (
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        ),
        (
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        ),
        ("word/document.xml", document(*paragraphs)),
        (
            "word/_rels/document.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        ),
        *more,
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts:
            member = zipfile.ZipInfo(name, (2024, 12, 20, 8, 30, 0))
            deflated = name not in stored
            member.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
            member.external_attr = 0o600 << 16
            archive.writestr(member, text)
    return out.getvalue()


def override(name: str, kind: str) -> str:
    return f'<Override PartName="/word/{name}" ContentType="{_KIND}.{kind}+xml"/>'


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {one.filename: archive.read(one) for one in archive.infolist()}

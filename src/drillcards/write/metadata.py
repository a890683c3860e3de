"""What a file says of itself: its properties, as the info dictionary and as XMP, its standards, and its colours."""

from html import escape
from typing import Final

from PIL import ImageCms
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc

from drillcards.model.document import Document, Purpose
from drillcards.write.container import PdfFile
from drillcards.write.reportlab_fixes import Stream

PRODUCER: Final = "drillcards"
PRINTING_NOTE: Final = "Imposed sheets for a printer: untagged, not meant for reading on a screen."

_STANDARDS: Final = """\
<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
"""The claims, and the schema that PDF/A wants for the one it doesn't know (ISO 19005-2, 6.6.2.3)."""

_XMP: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{properties}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def write_metadata(file: PdfFile, document: Document) -> None:
    """Add the language, the title and the like in both of their forms, and for reading the claims and the colours."""
    file.Catalog.Lang = pdfdoc.PDFString(document.lang)
    info = file.info
    info.title = document.title
    info.author = document.author
    info.subject = get_subject(document)
    info.keywords = ", ".join(document.keywords)
    info.creator = info.producer = PRODUCER
    stream = Stream(format_xmp(document).encode("utf-8"), {"Type": "/Metadata", "Subtype": "/XML"}, plain=True)
    file.Catalog.Metadata = stream
    profile = Stream(make_srgb_profile(), {"N": 3})
    file.Catalog.OutputIntents = pdfdoc.PDFArray(
        [
            pdfdoc.PDFDictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFA1",
                    "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
                    "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                    "DestOutputProfile": file.Reference(profile),
                }
            )
        ]
    )


def get_subject(document: Document) -> str:
    """The subject, which tells when a document is for a printer."""
    if document.purpose is Purpose.PRINTING:
        return f"{document.subject} — {PRINTING_NOTE}" if document.subject else PRINTING_NOTE
    return document.subject


def format_xmp(document: Document) -> str:
    """The properties as an XMP packet (ISO 16684-1), in the order that it has had since its first version."""
    year, month, day, hour, minute, second = TimeStamp(invariant=1).YMDhms
    date = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    parts = [_STANDARDS] if document.purpose is Purpose.READING else []
    parts.append("<dc:format>application/pdf</dc:format>\n")
    parts.append(_format_list("dc:title", "Alt", (document.title,)))
    parts.append(_format_list("dc:creator", "Seq", (document.author,) if document.author else ()))
    subject = get_subject(document)
    parts.append(_format_list("dc:description", "Alt", (subject,) if subject else ()))
    parts.append(_format_list("dc:subject", "Bag", document.keywords))
    parts.append(_format_list("dc:language", "Bag", (document.lang,)))
    if document.keywords:
        parts.append(f"<pdf:Keywords>{escape(', '.join(document.keywords), quote=False)}</pdf:Keywords>\n")
    parts.append(f"<pdf:Producer>{PRODUCER}</pdf:Producer>\n<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>\n")
    parts.append(f"<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n")
    return _XMP.format(properties="".join(parts))


def _format_list(name: str, kind: str, values: tuple[str, ...]) -> str:
    if not values:
        return ""
    lang = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{lang}>{escape(value, quote=False)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n"


def make_srgb_profile() -> bytes:
    """An ICC profile for sRGB without the time of its making (bytes 24–35) and the digest over it (84–99)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes([0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])  # 1 January 2000
    profile[84:100] = bytes(16)
    return bytes(profile)

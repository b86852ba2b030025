"""The shapes of numerals: what may stand from their first digit on, and the units behind an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping

from baocao.regexes import regex

#: no letter or digit behind; a superior number is the mark of a note
_BOUND = r'(?![^\W⁰¹²³⁴⁵⁶⁷⁸⁹])'
_NUM = r'(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?'
_MONEY = (
    r'(?P<{0}>(?:(?:nghìn|ngàn|trăm|vạn)\s+)?(?:tỷ|tỉ|triệu)(?:\s+(?:đồng|đ(?!\w)|VNĐ|VND)|(?!\s*[^\W\d_]))'
    + _BOUND
    + r'|(?:nghìn|ngàn)\s+đồng'
    + _BOUND
    + r'|(?:đồng(?!\s+(?:bào|bộ|chí|ý|thuận|hồ))|VNĐ|VND)'
    + _BOUND
    + ')'
)
_RATE = r'(?P<{0}>%|‰|điểm\s+(?:%|phần\s+trăm))'
_MEASURES = (
    'ha', 'km2', 'km²', 'km', 'm2', 'm²', 'm3', 'm³', 'mm', 'cm', 'm', 'tấn', 'tạ', 'kg', 'lít', 'kWh', 'MW', 'MWh', 'kW', 'kVA',
)  # fmt: skip
_MEASURE = (
    r'(?P<{0}>(?:(?:tỷ|triệu|nghìn)\s+)?(?:USD|đô\s+la(?:\s+Mỹ)?)|' + '|'.join(_MEASURES) + ')' + _BOUND
)

#: Ð (eth) is typed for Đ in many papers
_SYMBOL = r'(?:[A-ZĐÐ][A-ZĐÐa-zđ&.]*[A-ZĐÐa-zđ]|[A-ZĐÐ])'
CITATION = regex(
    rf'(?P<citation>\d{{1,5}}[a-zđ]?(?:\s?/\s?\d{{4}})?\s?/\s?(?:QH\d+|UBTVQH\d+|{_SYMBOL}\d*(?:\s?-\s?{_SYMBOL}\d*)*)(?!\w)'
    rf'|\d{{1,5}}[a-zđ]?-{_SYMBOL}/{_SYMBOL}(?:-{_SYMBOL})*(?!\w))'
)
_YEAR = r'(?:19|20|21)\d\d'
#: no more digits, decimals or letters behind
_ENDS = r'(?![^\W⁰¹²³⁴⁵⁶⁷⁸⁹]|/|[.,]\d)'
#: what a numeral is by the word right before it -> how it is read
AFTER_WORD: Mapping[str, re.Pattern[str]] = {
    'ngay': regex(
        rf'(?P<long>(?P<ld>\d{{1,2}})\s+(?:tháng|THÁNG)\s+(?P<lm>\d{{1,2}})(?:\s+(?:năm|NĂM)\s+(?P<ly>{_YEAR}))?(?!\d))'
        rf'|(?P<short>(?P<sd>\d{{1,2}})[/-](?P<sm>\d{{1,2}})[/-](?P<sy>\d{{4}})){_ENDS}'
        rf'|(?P<dayonly>(?P<dd>\d{{1,2}})(?:[/-](?P<dm>\d{{1,2}}))?){_ENDS}'
    ),
    'thang': regex(rf'(?P<lmonth>(?P<mm>\d{{1,2}})(?:\s+(?:năm|NĂM)\s+|/)(?P<my>{_YEAR})(?!\d))'),
    'ty_le': regex(r'(?P<other>1[/:]\s?\d[\d.]*)'),
    'muc': regex(
        r'(?P<other>\d{1,3}(?:\.\d{1,2})*(?:\s*(?:,|và|-)\s*\d{1,3}(?!\w|[.,]\d|%))*)(?!\d|[.,]\d|[a-zđ]?(?:\s?/|-\w)|\s*[%‰]|\s+(?:tỷ|triệu|đồng))'
    ),
    'so': regex(r'(?P<other>\d{1,5}(?:\s*(?:,|và)\s*\d{1,3}(?!\w|[.,]\d|%))*)(?!\w|[.,]\d|\s?/|-\w|\s*[%‰])'),
}
#: an item numbered inside a sentence: (1)
NUMBERED = regex(r'[0-9]{1,2}\)')
SIGN_REST = regex(r'\d[\w.-]*')
#: what has a slash or a dash near its beginning: a number of a text, a date, a scale
DATED = regex(
    rf'(?P<short>(?P<sd>\d{{1,2}})[/-](?P<sm>\d{{1,2}})[/-](?P<sy>{_YEAR})){_ENDS}'
    rf'|(?P<smonth>(?P<sm2>0?[1-9]|1[0-2])/(?P<sy2>{_YEAR}))(?![\d/]|[.,]\d|\s*%)'
    r'|(?P<other>1/(?:[125]00|[1-9]\.?\d?000|25\.?000|50\.?000|100\.?000)(?![\d.,]*\d|\s*%))'
)
#: how far from the first digit that slash or dash may be
NEAR = 8
#: times, telephone numbers, fractions in a row, signs; years
SIGN_OR_YEAR = regex(
    r'(?P<other>\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2}(?:\s*(?:phút|\'))?)?(?!\w)'
    r'|0\d{2,3}[.\s-]?\d{3}[.\s-]?\d{3,4}(?!\d)'
    r'|\d+(?:[.,]\d+)*/\d+(?:[.,]\d+)*/\d[\d/]*'
    r'|\d+[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]\w*)'
    rf'|(?P<span>(?P<y1>{_YEAR})\s*[-–—]\s*(?P<y2>{_YEAR}))(?![\w%]|[.,]\d)'
    rf'|(?P<year>(?P<y>{_YEAR}))(?![\w%‰/]|[.,]\d|\s*[%‰]|\s+(?:tỷ|triệu|đồng|ha|tấn)\b)'
)
#: all else; it takes any digit
FIGURE = regex(
    rf'(?P<pair>(?P<a>{_NUM})(?:\s+(?P<aunit>(?:tỷ|triệu|nghìn)?\s*đồng|[^\W\d_]{{2,7}}))?\s?/\s?(?P<b>{_NUM})){_ENDS}'
    rf'|(?P<range>(?P<low>{_NUM})\s*[%‰]?\s?(?:[-–—]|\s+đến\s+|\s+tới\s+)\s?(?P<high>{_NUM}))(?![\w/]|[.,]\d|-\d)'
    rf'|(?P<amount>(?P<n>{_NUM})){_ENDS}'
    r'|(?P<rest>\d[\d.,/-]*\d|\d)'
)
#: years and amounts behind which nothing makes them anything else: most numerals, read at once
PLAIN = regex(
    rf'(?:(?P<year>(?P<y>{_YEAR}))(?![\w%‰/]|[.,]\d|\s*[-–—/%‰]|\s+(?:tỷ|triệu|đồng|ha|tấn)\b)'
    rf'|(?!0\d\d|{_YEAR})(?P<amount>(?P<n>{_NUM})){_ENDS}'
    r'(?!\s*[%‰]?\s*(?:[-–—/]|đến\s|tới\s|giờ|h(?![^\W\d_]))|\s+[^\W\d_]{2,7}\s?/|\s+(?:tỷ|triệu|nghìn)?\s*đồng\s?/))'
)
#: an amount that nothing can make anything else when it stands alone: no year, no telephone number
ALONE = regex(r'[1-9]\d{0,2}(?:\.\d{3})*(?:,\d+)?%?')
#: behind white space a letter that units begin with, so that the words of most counts are not tried
UNIT = regex(
    r'\s*(?=[%‰cđhklmntvMUV])(?:'
    + '|'.join((_RATE.format('rate'), _MONEY.format('money'), _MEASURE.format('measure')))
    + ')'
)

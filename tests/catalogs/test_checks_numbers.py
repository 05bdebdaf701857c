"""A wrong number is a wrong dose: numbers are compared by value, as a reader of each language takes them."""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

SAME = [
    # native digits
    ("ar", "Take 25 tablets in 2020", "خذ ٢٥ قرصًا في ٢٠٢٠"),
    ("fa", "Take 25 tablets", "۲۵ قرص بخورید"),
    ("hi", "Take 25 tablets", "२५ गोलियाँ लें"),
    ("bn", "Take 25 tablets", "২৫টি ট্যাবলেট খান"),
    ("my", "25 people", "လူ ၂၅ ယောက်"),
    ("km", "25 people", "មនុស្ស ២៥ នាក់"),
    ("th", "25 people", "คน ๒๕ คน"),
    ("ne", "25 people", "२५ जना"),
    ("lo", "25 people", "໒໕ ຄົນ"),
    ("ur", "25 people", "۲۵ لوگ"),
    ("ta", "25 people", "௨௫ பேர்"),
    # grouping conventions and decimal marks
    ("de", "1,500 people and 0.5 mg", "1.500 Personen und 0,5 mg"),
    ("fr", "1,500,000 people", "1 500 000 personnes"),
    ("fr", "1,500 people", "1\u202f500 personnes"),
    ("pl", "12,345.6 units", "12 345,6 jednostki"),
    ("de-CH", "1,500 people", "1’500 Personen"),
    ("en-IN", "1,200,000 people", "12,00,000 people"),
    ("hi", "1,200,000 people", "12,00,000 लोग"),
    ("ar", "1,234.5 ml", "١٬٢٣٤٫٥ مل"),
    ("es", "1,500 people", "1500 personas"),
    ("es-419", "1,500 people", "1,500 personas"),
    ("pt-BR", "10,700 tests", "10.700 testes"),
    ("fa", "15.5 percent", "۱۵/۵ درصد"),
    ("ru", "99.99% to 99.999%", "от 99,99 % до 99,999 %"),
    ("en", "a dose of .5 ml", "a dose of 0.5 ml"),
    # fractions
    ("de", "½ tablet", "1/2 Tablette"),
    ("fr", "2½ tablets", "2,5 comprimés"),
    ("de", "1/2 tablet", "eine halbe Tablette"),
    ("es", "two thirds of 3 groups", "2/3 de 3 grupos"),
    # ranges and years
    ("fr", "2-6 weeks", "2 à 6 semaines"),
    ("de", "2010-11", "2010–2011"),
    ("fa", "the winter of 1968/69", "زمستان ۱۹۶۸/۱۹۶۹"),
    ("fa", "on the 19th day", "در نوزدهمین روز"),
    ("zh-Hans", "in the 1990s", "20世纪90年代"),
    ("th", "in 2020", "ในปี 2563"),
    ("fa", "in 2020", "در سال ۱۳۹۹"),
    # months and dates
    ("zh-Hans", "January 9, 2020", "2020年1月9日"),
    ("ja", "January 9, 2020", "2020年1月9日"),
    ("ko", "9 January 2020", "2020년 1월 9일"),
    ("vi", "9 January 2020", "ngày 9 tháng 1 năm 2020"),
    ("ru", "9 January 2020", "9 января 2020 г."),
    ("de", "on 9 January", "am 9.1."),
    # count words
    ("zh-Hans", "1.5 million people", "150万人"),
    ("ja", "300 million people", "3億人"),
    ("ko", "12,000 people", "1만 2천 명"),
    ("hi", "244 thousand cases", "2 लाख 44 हज़ार मामले"),
    ("bn", "57 million people", "5.7 কোটি মানুষ"),
    ("es", "2.5 billion people", "2500 millones de personas"),
    ("de", "2.5 billion people", "2,5 Milliarden Menschen"),
    ("pt", "5 thousand people", "5 mil pessoas"),
    ("sw", "5 million people", "watu milioni 5"),
    ("sw", "14 to 22 million people", "watu milioni 14 hadi 22"),
    ("vi", "5 million people", "5 triệu người"),
    ("id", "5 million people", "5 juta orang"),
    ("tr", "5 million people", "5 milyon kişi"),
    ("th", "5 million people", "5 ล้านคน"),
    ("my", "2 million people", "လူ ၂၀ သိန်း"),
    ("fr", "half a million people", "500 000 personnes"),
    ("ru", "2 to 3 million people", "от 2 до 3 миллионов человек"),
    # clocks
    ("de", "at 8:30 pm", "um 20:30 Uhr"),
    ("fr", "at 8 pm", "à 20 h"),
    ("sw", "at 8 am", "saa 2 asubuhi"),
    ("am", "at 7:30 am", "ከጠዋቱ 1:30"),
    ("ti", "at 9 pm", "ሰዓት 3 ናይ ምሸት"),
    ("so", "at 10 am", "saacadda 4 subaxnimo"),
    ("om", "at 9 am", "sa'aatii 3"),
    ("fr", "open 24/7", "ouvert 24 h/24 et 7 j/7"),
    # numbers in words
    ("ar", "Take 2 tablets", "خذ قرصين"),
    ("ar", "in 25 days", "في خمسة وعشرين يومًا"),
    ("he", "for 2 weeks", "למשך שבועיים"),
    ("de", "Take it 25 times", "Fünfundzwanzig Mal nehmen"),
    ("fr", "99 people", "quatre-vingt-dix-neuf personnes"),
    ("ru", "in 2 weeks", "через две недели"),
    ("zh-Hans", "in 12 weeks", "十二周后"),
    ("ja", "the seven coronaviruses", "7種のコロナウイルス"),
    ("sw", "25 people", "watu ishirini na tano"),
    ("vi", "25 people", "hai mươi lăm người"),
    ("th", "21 people", "ยี่สิบเอ็ดคน"),
    ("tr", "in 3 days", "üç gün içinde"),
    ("es", "twice a day", "2 veces al día"),
    ("fr", "in the 21st century", "au XXIe siècle"),
    ("pl", "for 2 weeks", "przez dwa tygodnie"),
    ("am", "2 days", "ሁለት ቀናት"),
    ("so", "2 days", "laba maalmood"),
    ("hi", "for 21 days", "इक्कीस दिनों तक"),
    ("ur", "for 45 minutes", "پینتالیس منٹ"),
    ("bn", "in 72 hours", "বাহাত্তর ঘণ্টায়"),
    ("mr", "48 hours", "अठ्ठेचाळीस तास"),
    ("gu", "24 hours", "ચોવીસ કલાક"),
    ("pa", "35 people", "ਪੈਂਤੀ ਲੋਕ"),
    ("ne", "99 people", "उनान्सय जना"),
    ("ta", "25 days", "இருபத்தி ஐந்து நாட்கள்"),
    ("kn", "12 days", "ಹನ್ನೆರಡು ದಿನಗಳು"),
    ("ml", "12 days", "പന്ത്രണ്ട് ദിവസം"),
    ("fi", "25 people", "kaksikymmentäviisi ihmistä"),
    ("ka", "35 days", "ოცდათხუთმეტი დღე"),
    # digits in names may go
    ("es", "COVID-19 spreads", "El coronavirus se propaga"),
    ("ar", "COVID-19 spreads", "ينتشر كوفيد-١٩"),
    ("hi", "vitamin B12", "विटामिन B12"),
    ("ru", "H1N1 in 2009", "H1N1 в 2009 году"),
    ("fr", "SARS-CoV-2 is a virus", "Le SRAS-CoV-2 est un virus"),
    # digits in addresses are not numbers
    ("de", "See https://example.org/2020/1", "Siehe https://example.org/2020/1"),
]

DIFFERENT = [
    ("de", "Take 0.5 mg", "Nehmen Sie 5 mg"),
    ("de", "Take 0.5 mg", "Nehmen Sie 05 mg"),
    ("de", "1,500 people", "1,5 Personen"),
    ("de", "1,500 people", "1,500 Personen"),
    ("de", "1.5 ml", "1.500 ml"),
    ("de", "Take 500 mg", "Nehmen Sie 5000 mg"),
    ("fr", "Take 10 mg", "Prenez 100 mg"),
    ("fr", "Take 10 mg and 20 mg", "Prenez 10 mg et 10 mg"),
    ("es", "Call 911", "Llame al 112"),
    ("es", "5 million people", "5 mil personas"),
    ("es", "5 million people", "5 personas"),
    ("ps", "9 January", "۲۰ جنوري"),
    ("ar", "Take 25 mg", "خذ ٥٢ ملغ"),
    ("ar", "Take 25 mg", "خذ ٢٥٠ ملغ"),
    ("fa", "Take 25 mg", "۲۶ میلی‌گرم بخورید"),
    ("hi", "Take 25 mg", "२५० मिलीग्राम लें"),
    ("bn", "in 12 days", "১৩ দিনে"),
    ("km", "2.6 billion people", "មនុស្ស 2.6 លាន"),
    ("my", "25 people", "လူ ၂၆ ယောက်"),
    ("th", "5 million people", "5 พันคน"),
    ("zh-Hans", "50 million people", "5,000 多人"),
    ("zh-Hans", "January 9, 2020", "2020年2月9日"),
    ("zh-Hans", "11 March 2020", "2020 年  月 11 日"),
    ("ja", "in 12 weeks", "13週間後"),
    ("ko", "12,000 people", "12만 명"),
    ("ru", "in 2 weeks", "через три недели"),
    ("pl", "for 10 days", "przez 12 dni"),
    ("sw", "at 8 am", "saa 3 asubuhi"),
    ("so", "10 days", "100 maalmood"),
    ("am", "10 days", "12 ቀናት"),
    ("vi", "25 people", "52 người"),
    ("tr", "1.5 litres", "15 litre"),
    ("he", "in 12 days", "בעוד 21 ימים"),
    ("ur", "in 12 days", "21 دنوں میں"),
    ("de", "½ tablet", "1 Tablette"),
    ("de", "at 8:30 pm", "um 21:30 Uhr"),
    ("de", "COVID-19 is a disease", "COVID-91 ist eine Krankheit"),
    ("fr", "in the 21st century", "au XXe siècle"),
    ("id", "14 days", "41 hari"),
    ("pt", "a third of 30 people", "um terço de 300 pessoas"),
    ("de", "2010-11", "2010–2012"),
    ("es", "Take 1 mg with a glass of water", "Tome mg con un vaso de agua"),
    ("fr", "for 1 day, says a doctor", "pendant le jour, dit un médecin"),
    ("es", "Take it every 8 hours", "Tómelo cada 20 horas"),
    ("hi", "for 21 days", "बाईस दिनों तक"),
    ("ur", "for 45 minutes", "پچپن منٹ"),
    ("de", "Wait.", "Warten Sie 5 Minuten."),
    ("de", "Wait 5 minutes.", "Warten Sie."),
]

FROM_OTHER_LANGUAGES = [
    ("de", "en", "1.500 Personen, 0,5 mg", "1,500 people, 0.5 mg", True),
    ("de", "en", "1.500 Personen", "1.500 people", False),
    ("zh-Hans", "en", "三天后，1月9日", "After 3 days, on January 9", True),
    ("zh-Hans", "en", "三天后", "After 5 days", False),
    ("fr", "de", "1 500 personnes, 2,5 ml", "1.500 Personen, 2,5 ml", True),
    ("fr", "de", "2,5 ml", "25 ml", False),
    ("ar", "en", "خذ ٢٫٥ مل", "Take 2.5 ml", True),
    ("sw", "en", "saa 2 usiku", "at 8 pm", True),
    ("xx", "yy", "1,500 people", "1,500 people", True),
]


def numbers_found(source: str, target: str, source_locale: str, locale: str) -> list[str]:
    found = check(source, target, Locale(source_locale), Locale(locale))
    return [finding.what for finding in found if finding.check == "numbers"]


@pytest.mark.parametrize(("locale", "source", "target"), SAME)
def test_the_same_value_passes_however_it_is_written(locale: str, source: str, target: str) -> None:
    assert numbers_found(source, target, "en", locale) == []


@pytest.mark.parametrize(("locale", "source", "target"), DIFFERENT)
def test_another_value_is_found(locale: str, source: str, target: str) -> None:
    assert numbers_found(source, target, "en", locale)


@pytest.mark.parametrize(("source_locale", "locale", "source", "target", "same"), FROM_OTHER_LANGUAGES)
def test_any_language_can_be_the_source(
    source_locale: str, locale: str, source: str, target: str, same: bool
) -> None:
    assert (numbers_found(source, target, source_locale, locale) == []) is same


def test_a_finding_marks_the_number_in_both_texts() -> None:
    source, target = "Take 0.5 mg daily", "Täglich 50 mg"
    lost, added = check(source, target, Locale("en"), Locale("de"))
    assert lost.source_span is not None
    assert added.target_span is not None
    assert source[slice(*lost.source_span)] == "0.5"
    assert target[slice(*added.target_span)] == "50"
    assert "0.5" in lost.what
    assert lost.remedy

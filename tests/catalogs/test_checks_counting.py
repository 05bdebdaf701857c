"""Numbers in words are read for what they are: the awkward ones up to a hundred, and numbers with a half."""

from __future__ import annotations

from itertools import count

import pytest
from effort import assert_cheap

from portal_api.catalogs.checks import check
from portal_api.catalogs.reading.idioms import idiom
from portal_api.catalogs.reading.spelled import numbers_said
from portal_api.catalogs.rules.inwords import said
from portal_api.locales import Locale

VALUES = (11, 14, 21, 37, 58, 62, 71, 76, 85, 91, 99)
COUNTED = {
    "ar": "أحد عشر, أربعة عشر, واحد وعشرون, سبعة وثلاثون, ثمانية وخمسون, اثنان وستون, واحد وسبعون, "
    "ستة وسبعون, "
    "خمسة وثمانون, واحد وتسعون, تسعة وتسعون",
    "cs": "jedenáct, čtrnáct, dvacet jedna, třicet sedm, padesát osm, šedesát dva, sedmdesát jedna, "
    "sedmdesát šest, osmdesát pět, devadesát jedna, devadesát devět",
    "da": "elleve, fjorten, enogtyve, syvogtredive, otteoghalvtreds, toogtres, enoghalvfjerds, "
    "seksoghalvfjerds, "
    "femogfirs, enoghalvfems, nioghalvfems",
    "de": "elf, vierzehn, einundzwanzig, siebenunddreißig, achtundfünfzig, zweiundsechzig, einundsiebzig, "
    "sechsundsiebzig, fünfundachtzig, einundneunzig, neunundneunzig",
    "en": "eleven, fourteen, twenty-one, thirty-seven, fifty-eight, sixty-two, seventy-one, seventy-six, "
    "eighty-five, ninety-one, ninety-nine",
    "es": "once, catorce, veintiuno, treinta y siete, cincuenta y ocho, sesenta y dos, setenta y uno, "
    "setenta y seis, ochenta y cinco, noventa y uno, noventa y nueve",
    "fi": "yksitoista, neljätoista, kaksikymmentäyksi, kolmekymmentäseitsemän, viisikymmentäkahdeksan, "
    "kuusikymmentäkaksi, seitsemänkymmentäyksi, seitsemänkymmentäkuusi, kahdeksankymmentäviisi, "
    "yhdeksänkymmentäyksi, yhdeksänkymmentäyhdeksän",
    "fr": "onze, quatorze, vingt et un, trente-sept, cinquante-huit, soixante-deux, soixante et onze, "
    "soixante-seize, quatre-vingt-cinq, quatre-vingt-onze, quatre-vingt-dix-neuf",
    "he": "אחד עשר, ארבעה עשר, עשרים ואחת, שלושים ושבע, חמישים ושמונה, שישים ושתיים, שבעים ואחת, שבעים ושש, "
    "שמונים וחמש, תשעים ואחת, תשעים ותשע",
    "hi": "ग्यारह, चौदह, इक्कीस, सैंतीस, अट्ठावन, बासठ, इकहत्तर, छिहत्तर, पचासी, इक्यानवे, निन्यानवे",
    "hu": "tizenegy, tizennégy, huszonegy, harminchét, ötvennyolc, hatvankettő, hetvenegy, hetvenhat, "
    "nyolcvanöt, kilencvenegy, kilencvenkilenc",
    "it": "undici, quattordici, ventuno, trentasette, cinquantotto, sessantadue, settantuno, settantasei, "
    "ottantacinque, novantuno, novantanove",
    "ja": "十一, 十四, 二十一, 三十七, 五十八, 六十二, 七十一, 七十六, 八十五, 九十一, 九十九",
    "ko": "열한, 열네, 스물하나, 서른일곱, 쉰여덟, 예순둘, 일흔하나, 일흔여섯, 여든다섯, 아흔하나, 아흔아홉",
    "nl": "elf, veertien, eenentwintig, zevenendertig, achtenvijftig, tweeënzestig, eenenzeventig, "
    "zesenzeventig, vijfentachtig, eenennegentig, negenennegentig",
    "pl": "jedenaście, czternaście, dwadzieścia jeden, trzydzieści siedem, pięćdziesiąt osiem, "
    "sześćdziesiąt dwa, "
    "siedemdziesiąt jeden, siedemdziesiąt sześć, osiemdziesiąt pięć, dziewięćdziesiąt jeden, "
    "dziewięćdziesiąt dziewięć",
    "pt": "onze, catorze, vinte e um, trinta e sete, cinquenta e oito, sessenta e dois, setenta e um, "
    "setenta e seis, oitenta e cinco, noventa e um, noventa e nove",
    "ru": "одиннадцать, четырнадцать, двадцать один, тридцать семь, пятьдесят восемь, шестьдесят два, "
    "семьдесят один, семьдесят шесть, восемьдесят пять, девяносто один, девяносто девять",
    "sv": "elva, fjorton, tjugoett, trettiosju, femtioåtta, sextiotvå, sjuttioett, sjuttiosex, åttiofem, "
    "nittioett, nittionio",
    "sw": "kumi na moja, kumi na nne, ishirini na moja, thelathini na saba, hamsini na nane, "
    "sitini na mbili, "
    "sabini na moja, sabini na sita, themanini na tano, tisini na moja, tisini na tisa",
    "th": "สิบเอ็ด, สิบสี่, ยี่สิบเอ็ด, สามสิบเจ็ด, ห้าสิบแปด, หกสิบสอง, เจ็ดสิบเอ็ด, เจ็ดสิบหก, แปดสิบห้า, เก้าสิบเอ็ด, เก้าสิบเก้า",
    "tr": "on bir, on dört, yirmi bir, otuz yedi, elli sekiz, altmış iki, yetmiş bir, yetmiş altı, "
    "seksen beş, "
    "doksan bir, doksan dokuz",
    "vi": "mười một, mười bốn, hai mươi mốt, ba mươi bảy, năm mươi tám, sáu mươi hai, bảy mươi mốt, "
    "bảy mươi sáu, "
    "tám mươi lăm, chín mươi mốt, chín mươi chín",
    "zh": "十一, 十四, 二十一, 三十七, 五十八, 六十二, 七十一, 七十六, 八十五, 九十一, 九十九",
}
LARGER = [
    ("cs", "dvě stě padesát", 250),
    ("de", "zweihundertfünfzig", 250),
    ("fi", "neljäsataa", 400),
    ("fr", "deux cents", 200),
    ("fr-CH", "huitante-deux", 82),
    ("hu", "százhuszonöt", 125),
    ("it", "duecentocinquanta", 250),
    ("sv", "etthundrafemtio", 150),
    ("sw", "mia moja", 100),
    ("tr", "yirmibeş", 25),
    ("tr", "İki", 2),
    ("de", "zwei und drei", None),
    ("hu", "hathat", None),
]
HALVES = [
    ("ar", "قرصًا ونصف القرص", "1.5"),
    ("ar", "أسبوعين ونصف", "2.5"),
    ("bn", "সাড়ে তিন", "3.5"),
    ("cs", "hodinu a půl", "1.5"),
    ("de", "anderthalb Stunden", "1.5"),
    ("de", "eine halbe Stunde", "0.5"),
    ("el", "τρεισήμισι ώρες", "3.5"),
    ("en", "an hour and a half", "1.5"),
    ("en", "two half tablets", None),
    ("es", "hora y media", "1.5"),
    ("es", "seis cucharadas de azúcar y media cucharada", None),
    ("et", "poolteist tabletti", "1.5"),
    ("fa", "یک ساعت و نیم", "1.5"),
    ("fi", "kahden ja puolen", "2.5"),
    ("fr", "un comprimé et demi", "1.5"),
    ("fr", "trois comprimés et demi", "3.5"),
    ("fr", "un demi-comprimé", "0.5"),
    ("he", "טבלייה וחצי", "1.5"),
    ("hi", "साढ़े तीन", "3.5"),
    ("hi", "ढाई", "2.5"),
    ("id", "dua setengah", "2.5"),
    ("it", "due settimane e mezza", "2.5"),
    ("ko", "한 알 반", "1.5"),
    ("pl", "półtorej", "1.5"),
    ("pt", "dois comprimidos e meio", "2.5"),
    ("ru", "семь с половиной", "7.5"),
    ("sv", "två och en halv", "2.5"),
    ("sw", "tembe mbili na nusu", "2.5"),
    ("th", "สองเม็ดครึ่ง", "2.5"),
    ("th", "ชั่วโมงครึ่ง", "1.5"),
    ("tr", "iki buçuk", "2.5"),
    ("vi", "hai viên rưỡi", "2.5"),
    ("zh", "两片半", "2.5"),
    ("zh", "一个半小时", "1.5"),
    ("zh", "每两天半片", None),
    ("zh", "一刻钟", "0.25"),
]


@pytest.mark.parametrize(
    ("tag", "words", "value"),
    [
        (tag, words, value)
        for tag, row in COUNTED.items()
        for words, value in zip(row.split(", "), VALUES, strict=True)
    ],
)
def test_a_number_up_to_a_hundred_is_read_as_one_value(tag: str, words: str, value: int) -> None:
    assert [number for number, _ in numbers_said(words, idiom(tag))] == [str(value)]


@pytest.mark.parametrize(("tag", "words", "value"), LARGER)
def test_a_number_in_one_word_is_read_and_two_numbers_stay_two(
    tag: str, words: str, value: int | None
) -> None:
    numbers = [number for number, _ in numbers_said(words, idiom(tag))]
    assert (numbers == [str(value)]) if value else len(numbers) != 1


@pytest.mark.parametrize(("tag", "words", "value"), HALVES)
def test_a_number_with_a_half_is_one_value_wherever_the_half_stands(
    tag: str, words: str, value: str | None
) -> None:
    values = set(said(words, idiom(tag)))
    assert (values == {value}) if value else values >= {"0.5"}


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("fr", "Take half a tablet.", "Prenez un comprimé et demi."),
        ("ar", "Take half a tablet.", "تناول قرصًا ونصف القرص."),
        ("de", "Take one and a half tablets.", "Nehmen Sie eine halbe Tablette."),
        ("de", "Take one and a half tablets.", "Nehmen Sie eine Tablette."),
        ("de", "Wait half an hour.", "Warten Sie dreißig Stunden."),
        ("de", "Take it twice a day.", "Nehmen Sie es einmal täglich."),
        ("sw", "Take it twice a day.", "Meza mara moja kwa siku."),
        ("fi", "Take it once a day.", "Ota se kahdesti päivässä."),
        (
            "ru",
            "Take one tablet in the morning and half a tablet in the evening.",
            "Полтаблетки утром и полторы вечером.",
        ),
        (
            "pl",
            "Take half in the morning and half in the evening.",
            "Jedna tabletka rano i pół tabletki wieczorem.",
        ),
        ("fr", "Take it twice a day.", "Prenez-le par jour."),
        ("sw", "Take it three times a day.", "Meza kwa siku."),
        ("de", "Take one and a half tablets.", "Nehmen Sie Tabletten."),
    ],
)
def test_another_amount_made_of_the_same_words_is_blocked(tag: str, source: str, target: str) -> None:
    findings = check(source, target, Locale("en"), Locale(tag))
    assert "number-words" in [finding.check for finding in findings if finding.severity == "error"]


@pytest.mark.parametrize(
    ("source_tag", "tag", "source", "target"),
    [
        ("fr", "en", "Prenez une demi-dose.", "Take double the dose."),
        ("es", "en", "Tome media tableta dos veces al día.", "Take half a tablet once a day."),
        ("hi", "en", "डेढ़ गोली दिन में दो बार लें।", "Take half a tablet twice a day."),
        ("zh", "en", "每天服两次,每次半片。", "Take one and a half tablets twice a day."),
        ("ar", "tr", "تناول نصف قرص مرتين يوميًا.", "Günde bir kez yarım tablet alın."),
    ],
)
def test_another_amount_is_blocked_whatever_the_source_language(
    source_tag: str, tag: str, source: str, target: str
) -> None:
    findings = check(source, target, Locale(source_tag), Locale(tag))
    assert "number-words" in [finding.check for finding in findings if finding.severity == "error"]


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("zh", "Take it a quarter of an hour before meals.", "饭前一刻钟服用。"),
        (
            "fr",
            "Ninety-one of one hundred people are well.",
            "Quatre-vingt-onze personnes sur cent vont bien.",
        ),
        (
            "de",
            "The second half of the tablet is for the evening.",
            "Die zweite Hälfte der Tablette ist für den Abend.",
        ),
        ("sk", "Use one drop in both eyes twice daily.", "Kvapnite jednu kvapku do oboch očí dvakrát denne."),
        ("ko", "Give 2.5 ml once or twice daily.", "하루 한두 번 2.5ml를 먹이세요."),
        ("hu", "See your dentist every six months.", "Félévente menjen el a fogorvoshoz."),
    ],
)
def test_the_same_amount_in_other_words_passes(tag: str, source: str, target: str) -> None:
    findings = check(source, target, Locale("en"), Locale(tag))
    assert [f.check for f in findings if f.check == "number-words"] == []


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("zh", "两片半"),
        ("th", "วันครึ่ง"),
        ("fr", "un et demi "),
        ("es", "hora y media "),
        ("de", "zweihundert"),
    ],
)
def test_a_text_of_nothing_but_numbers_is_read_in_time_in_line_with_its_length(tag: str, words: str) -> None:
    turn = count()
    text = words * (10_000 // len(words))
    assert_cheap(lambda: said(f"{next(turn)} {text}", idiom(tag)), seconds=1)

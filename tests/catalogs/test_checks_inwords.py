"""A number in words is a dose too: another one blocks, the same one in other words does not."""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale


def errors(source: str, target: str, tag: str) -> list[str]:
    findings = check(source, target, Locale("en"), Locale.parse(tag))
    return [finding.check for finding in findings if finding.severity == "error"]


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("de", "Two thirds of patients get better.", "Zwei Drittel der Patienten werden gesund."),
        ("de", "It lasts about an hour and a half.", "Es dauert etwa anderthalb Stunden."),
        ("fr", "It lasts one and a half hours.", "Cela dure une heure et demie."),
        ("ru", "The dose is halved.", "Дозу уменьшают вдвое."),
        ("ru", "Smokers have twice the risk.", "У курильщиков риск вдвое выше."),
        ("ru", "Do it for half a day.", "Делайте это полдня."),
        ("es", "Come back every six months.", "Vuelva cada medio año."),
        ("sv", "Do not fly for a fortnight.", "Flyg inte på fjorton dagar."),
        ("cs", "A third of adults smoke.", "Třetina dospělých kouří."),
        ("ja", "The risk is three times as high.", "リスクは3倍です。"),
        ("ko", "Take this medicine twice a day.", "이 약을 하루 두 번 드세요."),
        ("vi", "Take half a tablet.", "Uống nửa viên."),
        ("fr", "Cut the tablet in half.", "Coupez le comprimé en deux."),
        ("ru", "Cut the tablet in half.", "Разделите таблетку пополам."),
        ("zh-Hans", "Cut the tablet in half.", "把药片切成两半。"),
        ("de", "Come at half past two.", "Kommen Sie um halb drei."),
        ("fr", "It takes two weeks.", "Cela prend quinze jours."),
        ("de", "It takes a quarter of an hour.", "Es dauert 15 Minuten."),
        ("de", "One in three people has it.", "Ein Drittel der Menschen hat es."),
        ("es", "This is the fourth dose.", "Es la cuarta dosis."),
        (
            "de",
            "At least two thirds need a second dose.",
            "Mindestens zwei Drittel brauchen eine zweite Dosis.",
        ),
    ],
)
def test_the_same_number_in_other_words_passes(tag: str, source: str, target: str) -> None:
    assert errors(source, target, tag) == []


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("de", "Two thirds of patients get better.", "Ein Drittel der Patienten wird gesund."),
        ("de", "It lasts about an hour and a half.", "Es dauert etwa zweieinhalb Stunden."),
        ("ru", "The dose is halved.", "Дозу удваивают."),
        ("es", "Your doctor may double the dose.", "Su médico puede triplicar la dosis."),
        ("it", "Take two tablets twice a day.", "Prenda due compresse tre volte al giorno."),
        ("id", "Take it once a day.", "Minum dua kali sehari."),
        ("tr", "Take half a tablet.", "Bir tablet alın."),
        ("hu", "The second dose comes later.", "A harmadik adag később jön."),
        ("ko", "Take this medicine twice a day.", "이 약을 하루 세 번 드세요."),
        ("zh-Hans", "Take one and a half tablets.", "服两片半。"),
        ("ar", "Two thirds of patients get better.", "يتحسن ثلث المرضى."),
        ("de", "Take half a tablet.", "Nehmen Sie sechs Tabletten."),
        ("de", "Take two tablets.", "Nehmen Sie vierzehn Tabletten."),
        ("de", "Take six tablets.", "Nehmen Sie eine halbe Tablette."),
        ("de", "Take four tablets.", "Nehmen Sie eine viertel Tablette."),
        ("es", "Take a quarter of a tablet.", "Tome cuatro tabletas."),
        ("ru", "Take half a tablet.", "Примите полторы таблетки."),
        ("es", "Wait half an hour.", "Espere doce horas."),
        ("de", "Wait six hours.", "Warten Sie eine halbe Stunde."),
    ],
)
def test_another_number_in_words_is_blocked(tag: str, source: str, target: str) -> None:
    assert "number-words" in errors(source, target, tag)


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("fr", "There are 4 × 10^9 cells per litre.", "Il y a 4 × 10⁹ cellules par litre."),
        ("fi", "About 1 in 4 people have it.", "Noin joka neljännellä on se."),
        ("sw", "It needs one or more hosts.", "Inahitaji kibebaji cha pili."),
        ("de", "About two dozen people fell ill.", "Etwa vierundzwanzig Menschen erkrankten."),
        (
            "sw",
            "Acute syndrome coronavirus 2 (SARS-CoV-2) is new.",
            "Virusi vya korona (SARS-CoV-2) ni vipya.",
        ),
        ("th", "Every third patient has it.", "ผู้ป่วย 1 ใน 3 คนมีอาการนี้"),
        ("ja", "Two thirds of patients have it.", "患者の3分の2にみられます。"),
        ("ja", "Take one capsule every other day.", "1日おきに1カプセルを服用してください。"),
        ("ja", "Take it every 2 days.", "2日おきに服用してください。"),
        ("ja", "Wait ½ a day.", "½日おきに待ってください。"),
        ("ko", "The test takes half an hour.", "검사는 30분 걸립니다."),
        ("zh-Hans", "Eat 2,000 kcal a day.", "每天摄入 2000 千卡。"),
        ("ta", "About 250,000 children fall ill.", "சுமார் 2.5 லட்சம் குழந்தைகள் நோய்வாய்ப்படுகின்றனர்."),
        (
            "zh-Hant",
            "It moved from 4 July, 3:15 p.m., to 8:45 a.m.",
            "原定 7 月 4 日下午 3:15，改到上午 8:45。",
        ),
    ],
)
def test_what_another_language_writes_otherwise_passes(tag: str, source: str, target: str) -> None:
    assert errors(source, target, tag) == []


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("fr", "There are 4 × 10^9 cells per litre.", "Il y a 4 × 10⁶ cellules par litre."),
        ("fi", "About 1 in 4 people have it.", "Noin joka viidennellä on se."),
        ("th", "Every third patient has it.", "ผู้ป่วย 1 ใน 4 คนมีอาการนี้"),
        ("ja", "Two thirds of patients have it.", "患者の3分の1にみられます。"),
        ("ja", "Take one capsule every other day.", "3日おきに1カプセルを服用してください。"),
        ("ko", "The test takes half an hour.", "검사는 40분 걸립니다."),
        (
            "sw",
            "Acute syndrome coronavirus 2 (SARS-CoV-2) is new.",
            "Virusi vya korona (SARS-CoV-3) ni vipya.",
        ),
        ("de", "Wait 30 to 60 seconds.", "Warten Sie 30 bis 60 Minuten."),
    ],
)
def test_and_another_number_or_unit_there_is_blocked(tag: str, source: str, target: str) -> None:
    assert errors(source, target, tag)


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("fr", "Deuxièmement, un délai est court.", "Second, time is short, and two is too many."),
        ("es", "La media es de 5 días en Oriente Medio.", "The mean is 5 days in the Middle East."),
        ("pt", "É no meio do meu peito.", "It is in the middle of my chest."),
        ("ru", "Пол: мужской.", "Sex: male."),
    ],
)
def test_a_source_whose_words_mean_other_things_too_is_not_taken_at_its_word(
    tag: str, source: str, target: str
) -> None:
    findings = check(source, target, Locale.parse(tag), Locale("en"))
    assert [finding.check for finding in findings if finding.severity == "error"] == []


def test_another_number_of_another_source_language_is_blocked() -> None:
    findings = check(
        "Nehmen Sie es zweimal täglich.", "Take it three times a day.", Locale("de"), Locale("en")
    )
    assert [finding.check for finding in findings if finding.severity == "error"] == ["number-words"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Wait half an hour.", "Warten Sie 12 Stunden."),
        ("Wait half an hour.", "Warten Sie 6 Monate."),
        ("Wait half a day.", "Warten Sie 30 Minuten."),
        ("Take half a tablet.", "Nehmen Sie alle 12 Stunden eine halbe Tablette."),
    ],
)
def test_a_part_of_something_else_excuses_no_number_of_hours(source: str, target: str) -> None:
    assert "numbers" in errors(source, target, "de")


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("de", "Take one tablet.", "Nehmen Sie eine halbe Tablette."),
        ("de", "Take a tablet twice a day.", "Nehmen Sie zweimal täglich eine halbe Tablette."),
        ("fr", "Take a tablet.", "Prenez un demi-comprimé."),
        ("de", "Inject one millilitre.", "Spritzen Sie einen halben Milliliter."),
        ("fr", "Take one tablet twice a day.", "Prenez un demi-comprimé deux fois par jour."),
        ("ru", "Take one tablet.", "Примите полтаблетки."),
        ("ar", "Take one tablet.", "تناول نصف قرص."),
        ("hi", "Take one tablet.", "आधी गोली लें।"),
        ("ja", "Take one tablet.", "半錠服用してください。"),
        ("zh-Hans", "Take one tablet.", "服用两片。"),
        ("th", "Take one tablet.", "รับประทานสองเม็ด"),
        ("ko", "Take one tablet a day.", "하루에 두 알 복용하십시오."),
    ],
)
def test_one_does_not_become_a_half_or_two(tag: str, source: str, target: str) -> None:
    assert "number-words" in errors(source, target, tag)


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("de", "Take one tablet.", "Nehmen Sie die Tablette."),
        ("es", "Take one tablet at noon.", "Tome un comprimido a mediodía."),
        ("pt", "Take a tablet at midnight.", "Tome um comprimido à meia-noite."),
        ("pl", "Take one tablet half an hour before meals.", "Przyjąć tabletkę pół godziny przed posiłkiem."),
        ("zh-Hans", "Take one tablet twice a day.", "每次服用一片，一天两次。"),
        ("de", "Wait 30 minutes after one tablet.", "Warten Sie nach der Tablette eine halbe Stunde."),
        ("ja", "One tablet of two is enough.", "2錠のうち1錠で十分です。"),
    ],
)
def test_a_half_of_something_else_is_not_a_half_of_the_one(tag: str, source: str, target: str) -> None:
    assert "number-words" not in errors(source, target, tag)


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("de", "Take the tablet every other day.", "Nehmen Sie die Tablette täglich ein."),
        ("de", "Take it on alternate days.", "Nehmen Sie es täglich."),
        ("de", "Change it every three weeks.", "Wechseln Sie es wöchentlich."),
        ("fr", "Take the tablet every other day.", "Prenez le comprimé chaque jour."),
        ("es", "Give it every four hours.", "Déselo cada hora."),
        ("ru", "Take the tablet every other day.", "Принимайте таблетку каждый день."),
        ("ja", "Take the tablet every other day.", "毎日服用してください。"),
        ("hi", "Take the tablet every other day.", "हर दिन गोली लें।"),
    ],
)
def test_an_interval_does_not_become_shorter(tag: str, source: str, target: str) -> None:
    assert "number-words" in errors(source, target, tag)


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("de", "Take it on alternate days.", "Nehmen Sie es jeden zweiten Tag."),
        ("de", "Change it every two weeks.", "Wechseln Sie es alle vierzehn Tage."),
        ("de", "Rinse it every two weeks and rest every day.", "Alle zwei Wochen spülen und täglich ruhen."),
        ("fr", "Take the tablet every other day.", "Prenez le comprimé un jour sur deux."),
        ("tr", "Take it every two days.", "İki günde bir alın."),
        ("id", "Take it every two days.", "Minum setiap dua hari sekali."),
        ("nl", "Take the tablet every other day.", "Neem de tablet om de dag in."),
    ],
)
def test_an_interval_in_other_words_passes(tag: str, source: str, target: str) -> None:
    assert errors(source, target, tag) == []


def test_an_interval_of_another_source_language_is_kept() -> None:
    findings = check("Prenez-le un jour sur deux.", "Take it daily.", Locale("fr"), Locale("en"))
    assert [finding.check for finding in findings if finding.severity == "error"] == ["number-words"]


@pytest.mark.parametrize(
    ("tag", "half", "one_and_a_half"),
    [
        ("he", "יש ליטול חצי טבליה.", "יש ליטול טבליה וחצי."),
        ("th", "รับประทานครั้งละครึ่งเม็ด วันละ 2 ครั้ง", "รับประทานครั้งละหนึ่งเม็ดครึ่ง วันละ 2 ครั้ง"),
        ("ja", "1日2回、半錠ずつ服用してください。", "1日2回、1錠半ずつ服用してください。"),
        ("ko", "하루 두 번 반 알씩 복용하십시오.", "하루 두 번 한 알 반씩 복용하십시오."),
        ("es", "Espere media hora.", "Espere 1 hora y media."),
        ("pt", "Espere meia hora.", "Espere um dia e meio."),
        ("cy", "Hanner awr.", "Awr a hanner."),
        ("lv", "Pagaidiet pusstundu.", "Pagaidiet pusotru stundu."),
        ("my", "နာရီဝက် စောင့်ပါ။", "တစ်နာရီခွဲ စောင့်ပါ။"),
        ("af", "Neem 'n half tablet.", "Neem een en 'n half tablette."),
    ],
)
def test_a_half_is_told_from_one_and_a_half(tag: str, half: str, one_and_a_half: str) -> None:
    assert "number-words" not in errors("Half of it.", half, tag)
    assert "number-words" in errors("Half of it.", one_and_a_half, tag)
    assert "number-words" not in errors("One and a half of it.", one_and_a_half, tag)
    assert "number-words" in errors("One and a half of it.", half, tag)


@pytest.mark.parametrize(
    ("tag", "source", "sound", "wrong"),
    [
        (
            "et",
            "Take one tablet once a month.",
            "Võtke üks tablett kord kuus.",
            "Võtke kuus tabletti kord kuus.",
        ),
        ("ga", "It takes one hour.", "Tógann sé uair an chloig.", "Tógann sé sé huaire an chloig."),
        ("vi", "One of them waited a year.", "Có người đã đợi cả năm.", "Có người đã đợi năm giờ."),
        ("ca", "That is one sign: thirst.", "Un senyal: tenir set.", "Set hores de senyal."),
        ("de", "Take care of one eye.", "Achten Sie auf das Auge.", "Acht Stunden lang das Auge schonen."),
    ],
)
def test_a_word_that_is_no_number_there_is_none(tag: str, source: str, sound: str, wrong: str) -> None:
    assert errors(source, sound, tag) == []
    assert errors(source, wrong, tag)


@pytest.mark.parametrize(
    ("tag", "target"),
    [
        ("bn", "নয় ট্যাবলেট খান।"),
        ("ne", "छ चक्की खानुहोस्।"),
        ("ga", "Glac sé tháibléad."),
        ("fa", "شش قرص بخورید."),
    ],
)
def test_a_dose_of_one_is_no_other_word(tag: str, target: str) -> None:
    assert "number-words" in errors("Take one tablet.", target, tag)


@pytest.mark.parametrize(
    ("tag", "source", "sound", "wrong"),
    [
        (
            "de",
            "Wait two hours, then fifteen minutes.",
            "Zwei Stunden, dann eine Viertelstunde.",
            "Sechs Stunden.",
        ),
        ("pl", "It takes fourteen days.", "To trwa dwa tygodnie.", "To trwa trzy tygodnie."),
        (
            "fr",
            "Take it three times a day.",
            "Prenez-le matin, midi et soir.",
            "Prenez-le quatre fois par jour.",
        ),
    ],
)
def test_a_share_or_span_told_otherwise_passes(tag: str, source: str, sound: str, wrong: str) -> None:
    assert errors(source, sound, tag) == []
    assert "number-words" in errors(source, wrong, tag)


def test_a_french_fortnight_is_two_weeks() -> None:
    findings = check("Revenez dans une quinzaine.", "Come back in two weeks.", Locale("fr"), Locale("en"))
    assert [finding.check for finding in findings if finding.severity == "error"] == []

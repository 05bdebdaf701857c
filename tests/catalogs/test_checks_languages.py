"""Five sentences of a health portal in 45 languages: right ones pass, one seeded error blocks."""

from __future__ import annotations

import re

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

DOSE = "Take 2.5 mg every 8 hours for 10 days."
TIMES = "Take the medicine at 8 a.m. and at 10 p.m."
DATE = "Your appointment is on 9 January 2026."
COLD = "Store the vaccine at −20 °C."
FEVER = "Call us if your temperature is above 38.5 °C for more than 3 days."
SOURCES = (DOSE, TIMES, DATE, COLD, FEVER)

# {right|wrong}: what a good translation says, and what it must not be able to say.
TARGETS = {
    "pl": (
        "Przyjmować {2,5|25} mg co 8 godzin przez 10 dni.",
        "Lek należy przyjmować o 8 rano i o 10 {wieczorem|rano}.",
        "Wizyta odbędzie się 9 {stycznia|czerwca} 2026 r.",
        "Szczepionkę przechowywać w temperaturze {−|}20 °C.",
        "Proszę zadzwonić, jeśli temperatura przekracza 38,5 °C przez ponad 3 {dni|tygodnie}.",
    ),
    "cs": (
        "Užívejte 2,5 mg každých {8|18} hodin po dobu 10 dnů.",
        "Lék užívejte v 8 hodin {ráno|večer} a ve 22 hodin.",
        "Vaše návštěva je 9. {ledna|června} 2026.",
        "Vakcínu uchovávejte při {−|}20 °C.",
        "Zavolejte nám, pokud máte teplotu nad {38,5|35,8} °C déle než 3 dny.",
    ),
    "tr": (
        "10 {gün|hafta} boyunca her 8 saatte bir 2,5 mg alın.",
        "İlacı sabah 8'de ve {akşam|sabah} 10'da alın.",
        "Randevunuz 9 {Ocak|Haziran} 2026 tarihinde.",
        "Aşıyı {−|}20 °C'de saklayın.",
        "Ateşiniz 3 günden uzun süre {38,5|3,85} °C'nin üzerindeyse bizi arayın.",
    ),
    "vi": (
        "Uống 2,5 mg mỗi 8 giờ trong {10|100} ngày.",
        "Uống thuốc lúc 8 giờ sáng và 10 giờ {tối|sáng}.",
        "Lịch hẹn của bạn là ngày 9 tháng {1|6} năm 2026.",
        "Bảo quản vắc-xin ở {âm |}20 °C.",
        "Hãy gọi cho chúng tôi nếu nhiệt độ trên 38,5 °C hơn 3 {ngày|tuần}.",
    ),
    "th": (
        "รับประทาน 2.5 {มก.|กรัม} ทุก 8 ชั่วโมง เป็นเวลา 10 วัน",
        "รับประทานยาเวลา 8.00 น. และ {22|23}.00 น.",
        "นัดหมายของคุณคือวันที่ 9 {มกราคม|มิถุนายน} 2569",
        "เก็บวัคซีนที่อุณหภูมิ {ลบ |}20 °C",
        "โทรหาเราหากมีไข้สูงกว่า 38.5 °C นานเกิน {3|13} วัน",
    ),
    "ko": (
        "{10|12}일 동안 8시간마다 2.5mg을 복용하십시오.",
        "오전 8시와 {오후|오전} 10시에 약을 드십시오.",
        "예약일은 2026년 {1|6}월 9일입니다.",
        "백신은 {영하 |}20°C에 보관하십시오.",
        "체온이 3{일|주} 넘게 38.5°C 이상이면 전화하십시오.",
    ),
    "ja": (
        "2.5{mg|g}を8時間ごとに10日間服用してください。",
        "薬は{午前|午後}8時と午後10時に服用してください。",
        "ご予約は2026年1月{9|19}日です。",
        "ワクチンは{マイナス|}20℃で保管してください。",
        "38.5℃を超える熱が3{日|週間}以上続く場合はお電話ください。",
    ),
    "am": (
        "ለ10 {ቀናት|ሳምንታት} በየ8 ሰዓቱ 2.5 ሚግ ይውሰዱ።",
        "መድኃኒቱን ከጠዋቱ 2 ሰዓት እና {ከምሽቱ|ከጠዋቱ} 4 ሰዓት ይውሰዱ።",
        "ቀጠሮዎ በጃንዩወሪ 9 {2026|2062} ነው።",
        "ክትባቱን በ{-|}20 °C ያስቀምጡ።",
        "ከ3 ቀናት በላይ ሙቀትዎ ከ{38.5|385} °C በላይ ከሆነ ይደውሉልን።",
    ),
    "ti": (
        "ን10 መዓልታት በብ{8|6} ሰዓት 2.5 mg ውሰድ።",
        "ነቲ መድሃኒት ንግሆ ሰዓት 2ን ምሸት ሰዓት {4|5}ን ውሰድዎ።",
        "ቆጸራኹም ብ9 {ጥሪ|ሰነ} 2026 እዩ።",
        "ክታበት ኣብ {−20|−200} °C ኣቐምጥ።",
        "ረስኒኹም ንልዕሊ 3 መዓልታት ካብ {38.5|35.8} °C ንላዕሊ እንተኾይኑ ደውሉልና።",
    ),
    "my": (
        "၈ နာရီတိုင်း ၂.၅ {မီလီဂရမ်|ဂရမ်} ၁၀ ရက်ကြာ သောက်ပါ။",
        "ဆေးကို မနက် ၈ နာရီနှင့် {ည|မနက်} ၁၀ နာရီတွင် သောက်ပါ။",
        "သင့်ရက်ချိန်းမှာ ၂၀၂၆ ခုနှစ် {ဇန်နဝါရီ|ဇွန်} ၉ ရက် ဖြစ်သည်။",
        "ကာကွယ်ဆေးကို {အနုတ် |}၂၀ °C တွင် သိမ်းပါ။",
        "အဖျား {၃၈.၅|၃၈၅} °C ထက် ၃ ရက်ကျော်ပါက ဖုန်းဆက်ပါ။",
    ),
    "fa": (
        "هر ۸ ساعت {۲٫۵|۲۵} میلی‌گرم به مدت ۱۰ روز مصرف کنید.",
        "دارو را ساعت ۸ صبح و ۱۰ {شب|صبح} مصرف کنید.",
        "نوبت شما ۹ {ژانویه|ژوئن} ۲۰۲۶ است.",
        "واکسن را در دمای {منفی |}۲۰ درجه سانتی‌گراد نگه دارید.",
        "اگر تب شما بیش از ۳ {روز|هفته} بالای ۳۸٫۵ درجه سانتی‌گراد بود، تماس بگیرید.",
    ),
    "prs": (
        "هر {۸|۱۸} ساعت ۲٫۵ ملی‌گرام برای ۱۰ روز بگیرید.",
        "دوا را ساعت ۸ {صبح|شب} و ۱۰ شب بگیرید.",
        "قرار ملاقات شما در ۹ جنوری {۲۰۲۶|۲۰۲۷} است.",
        "واکسین را در منفی {۲۰|۲} درجه سانتی‌گراد نگهداری کنید.",
        "اگر تب شما بیشتر از ۳ {روز|هفته} بالاتر از ۳۸٫۵ درجه سانتی‌گراد باشد، زنگ بزنید.",
    ),
    "ps": (
        "د ۱۰ ورځو لپاره هر ۸ {ساعته|ورځې} ۲.۵ ملي ګرامه واخلئ.",
        "درمل د سهار په ۸ بجو او د {شپې|سهار} په ۱۰ بجو واخلئ.",
        "ستاسو ملاقات د ۲۰۲۶ کال د {جنوري|جون} په ۹ دی.",
        "واکسین په {-۲۰|-۲۵} °C کې وساتئ.",
        "که مو تبه له ۳ ورځو ډېر له {۳۸.۵|۳۵.۸} °C لوړه وي، زنګ ووهئ.",
    ),
    "ur": (
        "10 دن تک ہر 8 گھنٹے بعد {2.5|25} ملی گرام لیں۔",
        "دوا صبح 8 بجے اور رات {10|11} بجے لیں۔",
        "آپ کی ملاقات 9 {جنوری|جون} 2026 کو ہے۔",
        "ویکسین کو {منفی |}20 °C پر رکھیں۔",
        "اگر بخار 3 {دن|ہفتے} سے زیادہ 38.5 °C سے اوپر رہے تو ہمیں فون کریں۔",
    ),
    "tl": (
        "Uminom ng 2.5 mg tuwing {8|80} oras sa loob ng 10 araw.",
        "Inumin ang gamot nang 8 ng umaga at 10 ng {gabi|umaga}.",
        "Ang appointment mo ay sa {Enero|Hunyo} 9, 2026.",
        "Itago ang bakuna sa {−|}20 °C.",
        "Tawagan kami kung ang lagnat ay higit sa 38.5 °C nang mahigit 3 {araw|linggo}.",
    ),
    "ht": (
        "Pran {2,5|25} mg chak 8 èdtan pandan 10 jou.",
        "Pran medikaman an a 8 è nan maten ak a 10 è {diswa|nan maten}.",
        "Randevou ou se {9|19} janvye 2026.",
        "Konsève vaksen an nan {−|}20 °C.",
        "Rele nou si lafyèv ou depase 38,5 °C pandan plis pase {3|30} jou.",
    ),
    "hmn": (
        "Noj {2.5|25} mg txhua 8 teev rau 10 hnub.",
        "Noj tshuaj thaum 8 teev sawv ntxov thiab {10|11} teev tsaus ntuj.",
        "Koj lub sij hawm ntsib yog Lub Ib Hlis 9, {2026|2062}.",
        "Khaws tshuaj tiv thaiv ntawm {−20|−2} °C.",
        "Hu rau peb yog tias koj kub siab tshaj {38.5|385} °C ntev tshaj 3 hnub.",
    ),
    "mh": (
        "Idaak {2.5|25} mg aolep 8 awa iumin 10 raan.",
        "Idaak wuno eo ilo 8 awa in jibbon̄ im {10|12} awa in bon̄.",
        "Iien eo am̧ ej Jānwōde 9, {2026|2025}.",
        "Kakon wa eo ilo −{20|2} °C.",
        "Kūr kōm ñe piba eo am̧ elōñḷọk jān {38.5|39.5} °C iumin 3 raan.",
    ),
    "ne": (
        "१० दिनसम्म हरेक {८|१८} घण्टामा २.५ मिलिग्राम लिनुहोस्।",
        "औषधि बिहान ८ बजे र {राति|बिहान} १० बजे लिनुहोस्।",
        "तपाईंको भेट ९ {जनवरी|जून} २०२६ मा छ।",
        "खोप {माइनस |}२० डिग्री सेल्सियसमा राख्नुहोस्।",
        "ज्वरो ३ {दिन|हप्ता} भन्दा बढी ३८.५ डिग्री सेल्सियसभन्दा माथि भए फोन गर्नुहोस्।",
    ),
    "ku": (
        "{10|100} rojan her 8 saetan 2,5 mg bigirin.",
        "Dermanê saet di 8ê sibehê û 10ê {êvarê|sibehê} de bigirin.",
        "Randevûya we di 9ê rêbendana {2026|2028}an de ye.",
        "Derziyê di {−|}20 °C de biparêzin.",
        "Heke taya we zêdetirî 3 {rojan|hefteyan} ji 38,5 °C zêdetir be, telefon bikin.",
    ),
    "ckb": (
        "{٢٫٥|٢٥} ملگم هەر ٨ کاتژمێر جارێک بۆ ماوەی ١٠ ڕۆژ بخۆ.",
        "دەرمانەکە لە کاتژمێر ٨ی بەیانی و {١٠|١١}ی شەو بخۆ.",
        "ژوانەکەت لە ٩ی کانوونی دووەمی {٢٠٢٦|٢٠٢٧}ە.",
        "ڤاکسینەکە لە -{٢٠|٢} °C هەڵبگرە.",
        "پەیوەندیمان پێوە بکە ئەگەر تاکەت زیاتر لە ٣ ڕۆژ لە سەرووی {٣٨٫٥|٣٥٫٨} °C بێت.",
    ),
    "he": (
        "יש ליטול 2.5 {מ\"ג|גרם} כל 8 שעות במשך 10 ימים.",
        "קחו את התרופה ב-8 בבוקר וב-10 {בלילה|בבוקר}.",
        "התור שלך הוא ב-9 {בינואר|ביוני} 2026.",
        "יש לאחסן את החיסון ב-{מינוס |}20 מעלות צלזיוס.",
        "התקשרו אלינו אם החום מעל {38.5|385} מעלות במשך יותר מ-3 ימים.",
    ),
    "el": (
        "Πάρτε {2,5|25} mg κάθε 8 ώρες για 10 ημέρες.",
        "Πάρτε το φάρμακο στις 8 π.μ. και στις 10 {μ.μ.|π.μ.}.",
        "Το ραντεβού σας είναι στις 9 {Ιανουαρίου|Ιουνίου} 2026.",
        "Φυλάξτε το εμβόλιο στους {−|}20 °C.",
        "Καλέστε μας αν ο πυρετός είναι πάνω από 38,5 °C για πάνω από 3 {ημέρες|εβδομάδες}.",
    ),
    "it": (
        "Prenda 2,5 {mg|g} ogni 8 ore per 10 giorni.",
        "Prenda il medicinale alle 8 di mattina e alle 10 di {sera|mattina}.",
        "Il Suo appuntamento è il 9 {gennaio|giugno} 2026.",
        "Conservare il vaccino a {−|}20 °C.",
        "Ci chiami se la febbre supera {38,5|3,85} °C per più di 3 giorni.",
    ),
    "nl": (
        "Neem 10 {dagen|weken} lang elke 8 uur 2,5 mg.",
        "Neem het medicijn om 8 uur 's ochtends en om 10 uur 's {avonds|ochtends}.",
        "Uw afspraak is op 9 {januari|juni} 2026.",
        "Bewaar het vaccin bij {−|}20 °C.",
        "Bel ons als u langer dan 3 dagen koorts boven {38,5|38,9} °C heeft.",
    ),
    "uk": (
        "Приймайте 2,5 {мг|г} кожні 8 годин протягом 10 днів.",
        "Приймайте ліки о 8 ранку та о 10 {вечора|ранку}.",
        "Ваш прийом призначено на 9 {січня|червня} 2026 року.",
        "Зберігайте вакцину при температурі {мінус |}20 °C.",
        "Телефонуйте, якщо температура понад 38,5 °C тримається більше 3 {днів|тижнів}.",
    ),
    "ro": (
        "Luați 2,5 mg la fiecare {8|6} ore timp de 10 zile.",
        "Luați medicamentul la ora 8 dimineața și la ora 10 {seara|dimineața}.",
        "Programarea dvs. este pe 9 {ianuarie|iunie} 2026.",
        "Păstrați vaccinul la {−|}20 °C.",
        "Sunați-ne dacă aveți peste 38,5 °C mai mult de 3 {zile|săptămâni}.",
    ),
    "hu": (
        "Vegyen be 2,5 mg-ot {8|12} óránként 10 napon át.",
        "A gyógyszert reggel 8-kor és {este|reggel} 10-kor vegye be.",
        "Az időpontja 2026. {január|június} 9.",
        "A vakcinát {−|}20 °C-on tárolja.",
        "Hívjon minket, ha a láza több mint 3 {napja|hete} 38,5 °C felett van.",
    ),
    "fi": (
        "Ota 2,5 {mg|g} 8 tunnin välein 10 päivän ajan.",
        "Ota lääke kello 8 {aamulla|illalla} ja kello 22.",
        "Aikasi on 9. {tammikuuta|kesäkuuta} 2026.",
        "Säilytä rokote {−|}20 °C:ssa.",
        "Soita meille, jos kuume on yli {38,5|385} °C yli 3 päivää.",
    ),
    "sv": (
        "Ta {2,5|25} mg var 8:e timme i 10 dagar.",
        "Ta medicinen klockan 8 på morgonen och klockan 10 på {kvällen|morgonen}.",
        "Din tid är den 9 {januari|juni} 2026.",
        "Förvara vaccinet vid {−|}20 °C.",
        "Ring oss om du har över 38,5 °C i mer än 3 {dagar|veckor}.",
    ),
    "id": (
        "Minum 2,5 mg setiap 8 jam selama 10 {hari|minggu}.",
        "Minum obat pukul 8 pagi dan pukul 10 {malam|pagi}.",
        "Janji temu Anda tanggal 9 {Januari|Juni} 2026.",
        "Simpan vaksin pada suhu {−|}20 °C.",
        "Hubungi kami jika demam di atas {38,5|35,8} °C lebih dari 3 hari.",
    ),
    "ms": (
        "Ambil 2.5 mg setiap {8|18} jam selama 10 hari.",
        "Ambil ubat pada pukul 8 pagi dan 10 {malam|pagi}.",
        "Janji temu anda pada 9 {Januari|Jun} 2026.",
        "Simpan vaksin pada suhu {−|}20 °C.",
        "Hubungi kami jika demam melebihi 38.5 °C selama lebih 3 {hari|minggu}.",
    ),
    "ta": (
        "10 நாட்களுக்கு ஒவ்வொரு 8 மணிநேரத்திற்கும் {2.5|25} மி.கி எடுத்துக்கொள்ளவும்.",
        "மருந்தை காலை 8 மணிக்கும் {இரவு|காலை} 10 மணிக்கும் எடுத்துக்கொள்ளவும்.",
        "உங்கள் சந்திப்பு 2026 {ஜனவரி|ஜூன்} 9 அன்று.",
        "தடுப்பூசியை {மைனஸ் |}20 °C இல் வைக்கவும்.",
        "3 நாட்களுக்கு மேல் {38.5|385} °C க்கு மேல் காய்ச்சல் இருந்தால் அழைக்கவும்.",
    ),
    "ka": (
        "მიიღეთ {2,5|25} მგ ყოველ 8 საათში 10 დღის განმავლობაში.",
        "მიიღეთ წამალი დილის 8 საათზე და {საღამოს|დილის} 10 საათზე.",
        "თქვენი ვიზიტი დანიშნულია 2026 წლის 9 {იანვარს|ივნისს}.",
        "შეინახეთ ვაქცინა {მინუს |}20 °C ტემპერატურაზე.",
        "დაგვირეკეთ, თუ {38,5|35,8} °C-ზე მეტი სიცხე 3 დღეზე მეტხანს გაქვთ.",
    ),
    "hy": (
        "Ընդունեք {2,5|25} մգ յուրաքանչյուր 8 ժամը մեկ 10 օր շարունակ:",
        "Դեղն ընդունեք առավոտյան ժամը 8-ին և {երեկոյան|առավոտյան} ժամը 10-ին:",
        "Ձեր այցը 2026 թ. {հունվարի|հունիսի} 9-ին է:",
        "Պատվաստանյութը պահեք {−|}20 °C-ում:",
        "Զանգահարեք, եթե {38,5|385} °C-ից բարձր ջերմությունը տևում է ավելի քան 3 օր:",
    ),
    "sq": (
        "Merrni 2,5 {mg|g} çdo 8 orë për 10 ditë.",
        "Merreni ilaçin në orën 8 të mëngjesit dhe në orën 10 të {mbrëmjes|mëngjesit}.",
        "Takimi juaj është më 9 {janar|qershor} 2026.",
        "Ruajeni vaksinën në {−|}20 °C.",
        "Na telefononi nëse keni mbi {38,5|35,8} °C për më shumë se 3 ditë.",
    ),
    "lo": (
        "ກິນ 2,5 {ມິນລິກຣາມ|ກຣາມ} ທຸກ 8 ຊົ່ວໂມງ ເປັນເວລາ 10 ມື້.",
        "ກິນຢາຕອນ 8 ໂມງເຊົ້າ ແລະ {10|11} ໂມງກາງຄືນ.",
        "ນັດໝາຍຂອງທ່ານແມ່ນວັນທີ 9 {ມັງກອນ|ມິຖຸນາ} 2026.",
        "ເກັບວັກຊີນໄວ້ທີ່ {ລົບ |}20 °C.",
        "ໂທຫາພວກເຮົາຖ້າໄຂ້ສູງກວ່າ {38,5|385} °C ເກີນ 3 ມື້.",
    ),
    "ksw": (
        "အီၣ် {2.5|25} mg ကိး 8 နၣ်ရံၣ် 10 သီ.",
        "အီၣ်ကသံၣ် ဖဲ 8 နၣ်ရံၣ် ဂီၤခီ ဒီး {10|11} နၣ်ရံၣ် မုၢ်နၤ.",
        "နတၢ်သ့ၣ်ဆၢ မ့ၢ် ယနူၤအါရံၤ 9, {2026|2027}.",
        "ပာ်ကသံၣ်ဒီသဒၢ ဖဲ −{20|2} °C.",
        "ကိးပှၤ နမ့ၢ်လီၤကိၢ်အါန့ၢ် {38.5|35.8} °C အါန့ၢ် 3 သီ.",
    ),
    "rw": (
        "Fata mg {2,5|25} buri masaha 8 mu minsi 10.",
        "Fata umuti saa 2 za mu gitondo na saa 4 {z'ijoro|za mu gitondo}.",
        "Gahunda yawe ni ku itariki ya 9 {Mutarama|Kamena} 2026.",
        "Bika urukingo kuri −{20|2} °C.",
        "Duhamagare niba ufite umuriro urenze {38,5|35,8} °C mu minsi irenze 3.",
    ),
    "ln": (
        "Mela mg {2,5|25} nsima ya ngonga 8 na boumeli ya mikolo 10.",
        "Mela nkisi na ngonga ya 8 ya ntongo mpe na {22|23}.",
        "Rendez-vous na yo ezali mokolo ya 9 sanza ya yambo {2026|2027}.",
        "Bomba mangwele na −{20|2} °C.",
        "Benga biso soki fièvre eleki {38,5|385} °C koleka mikolo 3.",
    ),
    "om": (
        "Guyyaa {10|12}f sa'aatii 8 hundatti mg 2.5 fudhadhaa.",
        "Qoricha ganama sa'aatii 2 fi halkan sa'aatii {4|5}tti fudhadhaa.",
        "Beellamni keessan {Amajjii|Waxabajjii} 9, 2026 dha.",
        "Talaallii −{20|2} °C irratti kaa'aa.",
        "Ho'i qaamaa guyyaa 3 oliif yoo {38.5|35.8} °C ol ta'e nuuf bilbilaa.",
    ),
    "zu": (
        "Phuza u-{2.5|25} mg njalo emahoreni angu-8 izinsuku ezingu-10.",
        "Phuza umuthi ngo-8 ekuseni nango-10 {ebusuku|ekuseni}.",
        "Isikhathi sakho singomhla ka-9 {Januwari|Juni} 2026.",
        "Gcina umgomo ku-−{20|2} °C.",
        "Sishayele uma imfiva ingaphezu kuka-{38.5|35.8} °C izinsuku ezingaphezu kuka-3.",
    ),
    "xh": (
        "Thatha i-{2.5|25} mg rhoqo kwiiyure eziyi-8 iintsuku eziyi-10.",
        "Thatha iyeza ngo-8 kusasa nango-{10|11} ebusuku.",
        "Idinga lakho lingomhla we-9 {Januwari|Juni} 2026.",
        "Gcina isitofu kwi-−{20|2} °C.",
        "Sitsalele umnxeba ukuba ubushushu bungaphezulu kwe-{38.5|385} °C ngaphezu kweentsuku ezi-3.",
    ),
    "af": (
        "Neem {2,5|25} mg elke 8 uur vir 10 dae.",
        "Neem die medisyne om 8-uur die oggend en om 10-uur die {aand|oggend}.",
        "U afspraak is op 9 {Januarie|Junie} 2026.",
        "Bêre die entstof by {−|}20 °C.",
        "Bel ons as u koors langer as 3 {dae|weke} bo 38,5 °C is.",
    ),
    "cy": (
        "Cymerwch {2.5|25} mg bob 8 awr am 10 diwrnod.",
        "Cymerwch y feddyginiaeth am 8 y bore ac am 10 yr {hwyr|bore}.",
        "Mae eich apwyntiad ar 9 {Ionawr|Mehefin} 2026.",
        "Cadwch y brechlyn ar −{20|2} °C.",
        "Ffoniwch ni os yw eich tymheredd dros {38.5|35.8} °C am fwy na 3 diwrnod.",
    ),
}  # fmt: skip

_CHOICE = re.compile(r"\{([^{|}]*)\|([^{|}]*)\}")
ROWS = [
    (tag, source, target)
    for tag, targets in TARGETS.items()
    for source, target in zip(SOURCES, targets, strict=True)
]


def errors(source: str, target: str, tag: str) -> list[str]:
    found = check(source, target, Locale("en"), Locale(tag))
    return [f"{finding.check}: {finding.what}" for finding in found if finding.severity == "error"]


@pytest.mark.parametrize(("tag", "source", "target"), ROWS)
def test_a_good_translation_passes(tag: str, source: str, target: str) -> None:
    assert errors(source, _CHOICE.sub(r"\1", target), tag) == []


@pytest.mark.parametrize(("tag", "source", "target"), ROWS)
def test_one_error_is_blocked(tag: str, source: str, target: str) -> None:
    assert errors(source, _CHOICE.sub(r"\2", target), tag)

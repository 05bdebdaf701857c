"""Words and signs whose change may change what a patient does, by what they say; all casefolded.

English is covered best. The others are the words of the larger source languages, taken together: a cue that
means something else in another language only makes us more careful.
"""

from __future__ import annotations

from collections.abc import Mapping


def _cues(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIGNS = frozenset("<>≤≥±≈~×÷%‰°=+¼½¾′″")

UNITS = _cues(
    "% ‰ ° kg g mg mcg μg ng l dl ml μl cl mm cm m km mmol mol meq iu ui ie bpm mmhg kpa hz kcal cal kj j "
    "w v gram grams gramme grammes milligram milligrams microgram micrograms kilogram kilograms kilo kilos "
    "litre litres liter liters millilitre millilitres milliliter milliliters unit units dose doses tablet "
    "tablets pill pills capsule capsules drop drops puff puffs spoon spoons spoonful spoonfuls teaspoon "
    "teaspoons tablespoon tablespoons second seconds minute minutes hour hours day days night nights week "
    "weeks month months year years celsius fahrenheit inch inches foot feet pound pounds ounce ounces "
    "percent degrees am pm gramo gramos miligramo miligramos litro litros unidad unidades dosis tableta "
    "tabletas pastilla pastillas gota gotas segundo segundos minuto minutos hora horas día días semana "
    "semanas mes meses año años gramm milligramm tablette tabletten tropfen sekunde sekunden minuten "
    "stunde stunden tag tage tagen woche wochen monat monate jahr jahre jahren comprimé comprimés goutte "
    "gouttes seconde secondes heure heures jour jours semaine semaines mois an ans année années cucharada "
    "cucharadas cuillère cuillères"
)

WORDS: Mapping[str, frozenset[str]] = {
    "the negation": _cues(
        "no not cannot never none nobody nothing neither nor without unless except avoid stop refuse "
        "non nunca jamás nada nadie ningún ninguna ninguno ni sin tampoco salvo excepto evite evitar "
        "ne pas jamais aucun aucune sans sauf personne rien éviter évitez nicht kein keine keinen "
        "keinem keiner keines nie niemals nichts niemand ohne außer weder vermeiden não sem nem "
        "nenhum nenhuma senza mai nessuno nessuna не нет ни никогда без لا لم لن ليس ليست بدون غير "
        "دون नहीं न बिना मत"
    ),
    "the number word": _cues(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
        "ninety hundred thousand million billion dozen half quarter third double triple single both "
        "first second fifth pair cero uno una dos tres cuatro cinco seis siete ocho nueve diez once "
        "doce quince veinte treinta cuarenta cincuenta cien ciento mil millón medio media mitad doble "
        "un une deux trois quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante "
        "cinquante soixante cent mille demi demie moitié eins ein eine einen einer zwei drei vier "
        "fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert tausend "
        "halb halbe hälfte doppelt dois duas três quatro oito nove dez due tre quattro sei sette otto "
        "dieci"
    ),
    "the frequency word": _cues(
        "once twice thrice daily nightly hourly weekly fortnightly monthly yearly annually every each "
        "always often sometimes rarely seldom usually occasionally times time again only at least "
        "most more less fewer than before after until while during between vez veces diario diaria "
        "diariamente cada siempre frecuentemente raramente solo sólo antes después hasta más menos "
        "fois quotidien quotidiennement chaque tous toutes toujours souvent rarement parfois avant "
        "après jusqu seulement plus moins mal einmal zweimal dreimal viermal täglich wöchentlich "
        "monatlich jährlich stündlich jede jeden jeder jedes immer oft selten manchmal vor nach bis "
        "nur mehr weniger mindestens höchstens other another alternate second next last otro otra "
        "otros otras alterno alternos autre autres andere anderen anderer anderes zweite zweiten "
        "каждый каждую каждые ежедневно еженедельно до после перед всегда иногда редко только больше "
        "меньше каждого через كل قبل بعد أثناء خلال دائما أحيانا فقط أكثر أقل مرة مرتين مرات يوميا "
        "أسبوعيا شهريا हर प्रतिदिन रोज़ रोज पहले बाद दौरान हमेशा कभी केवल ज़्यादा कम बार önce sonra "
        "günde haftada sadece daima przed po każdy co codziennie tylko zawsze پیش پس هر بار روزانه "
        "לפני אחרי כל רק prima dopo ogni sempre depois somente apenas"
    ),
    "the time of day": _cues(
        "morning mornings afternoon afternoons evening evenings noon midday midnight night bedtime "
        "sunrise sunset breakfast lunch dinner supper meal meals food fasting today tomorrow tonight "
        "yesterday now mañana tarde noche mediodía medianoche desayuno almuerzo comida cena ayunas "
        "hoy ayer matin après-midi soir midi minuit nuit petit-déjeuner déjeuner dîner repas jeun "
        "aujourd'hui demain hier morgen morgens mittag mittags abend abends nachmittag nachmittags "
        "nacht nachts frühstück mittagessen abendessen nüchtern heute gestern утром днём вечером "
        "ночью завтрака обеда ужина еды сегодня завтра صباحا مساء ليلا الصباح المساء الليل الظهر "
        "الإفطار الغداء العشاء الأكل الطعام सुबह शाम रात दोपहर नाश्ते खाने भोजन sabah akşam gece öğle "
        "rano wieczorem صبح شب عصر ظهر בוקר ערב בבוקר בערב mattina sera notte manhã noite"
    ),
    "the word": _cues(
        "must may might can could should shall will would need have up down high low higher lower "
        "increase decrease increased decreased increases decreases raise reduce above below over "
        "under left right start begin maximum minimum adult adults child children baby babies empty "
        "full debe puede mouth nose ear ears eye eyes skin vein muscle vagina rectum tongue lying "
        "sitting standing левый правый левую правую левой правой слева справа вверх вниз يمين يسار "
        "اليمين اليسار الأيمن الأيسر الأيمنى اليمنى اليسرى فوق تحت दाएँ बाएँ दाएं बाएं दाहिना बायां "
        "दायां ऊपर नीचे sağ sol lewy prawy lewej prawej lewa prawa راست چپ ימין שמאל destra sinistra "
        "destro sinistro esquerdo esquerda direito direita izquierdo derecho izquierda derecha arriba "
        "abajo alto bajo aumentar reducir peut doit gauche droite droit haut bas kann muss darf soll "
        "sollte links rechts hoch niedrig über unter"
    ),
}

# Of scripts that do not part words.
CHARACTERS = _cues(
    "不 没 沒 無 无 未 勿 别 別 非 禁 毎 每 次 天 日 週 周 月 年 小时 小時 分钟 分鐘 "
    "半 倍 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 億 亿 两 兩 左 右 上 下 前 後 "
    "后 多 少 高 低 毫克 克 毫升 升 片 粒 ない なし ません ไม่ ห้าม ครั้ง ทุก"
)

PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "mis", "anti", "de", "a")

OPPOSITES = (
    ("hypo", "hyper"),
    ("hyper", "hypo"),
    ("pre", "post"),
    ("post", "pre"),
    ("intra", "inter"),
    ("inter", "intra"),
    ("in", "ex"),
    ("ex", "in"),
    ("brady", "tachy"),
    ("tachy", "brady"),
)

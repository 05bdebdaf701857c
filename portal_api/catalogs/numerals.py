"""The words with which languages write small numbers, as tables to be read by `spelled`."""

from __future__ import annotations

# Nought to twenty, then the tens to ninety; `/` parts spellings, genders and cases, `_` stands for a space,
# `-` for a word that would mislead. Larger counts are the scales of `idioms`.
WORDS: dict[str, str] = {
    "am": "ዜሮ አንድ/አንዱ/አንዲት ሁለት/ሁለቱ/ሁለተኛ ሶስት/ሦስት አራት አምስት ስድስት ሰባት ስምንት ዘጠኝ አስር/አሥር "
    "አስራ_አንድ አስራ_ሁለት/አሥራ_ሁለት አስራ_ሶስት አስራ_አራት/አሥራ_አራት አስራ_አምስት አስራ_ስድስት አስራ_ሰባት አስራ_ስምንት አስራ_ዘጠኝ ሃያ "
    "ሰላሳ/ሠላሳ አርባ ሃምሳ/አምሳ ስልሳ/ስድሳ ሰባ ሰማንያ ዘጠና",
    "ar": "صفر واحد/واحدة/أحد/إحدى اثنان/اثنين/اثنتين/اثنتان/إثنين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع "
    "ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر أحد_عشر/إحدى_عشرة اثني_عشر/اثنا_عشر/اثنتي_عشرة ثلاثة_عشر/ثلاث_عشرة "
    "أربعة_عشر/أربع_عشرة خمسة_عشر/خمس_عشرة ستة_عشر/ست_عشرة سبعة_عشر/سبع_عشرة ثمانية_عشر/ثماني_عشرة "
    "تسعة_عشر/تسع_عشرة عشرين/عشرون ثلاثين/ثلاثون أربعين/أربعون خمسين/خمسون ستين/ستون سبعين/سبعون ثمانين/ثمانون تسعين/تسعون",
    "bn": "শূন্য এক/একটি/একজন দুই/দুটি/দু/দুজন তিন/তিনটি/তিনজন চার/চারটি/চারজন পাঁচ/পাঁচটি/পাঁচজন ছয়/ছয়টি/ছটি সাত/সাতটি "
    "আট/আটটি নয়/নয়টি দশ/দশটি এগারো/এগারোটি বারো/বারোটি তেরো চৌদ্দ পনেরো/পনের ষোলো/ষোল সতেরো/সতের আঠারো/আঠার উনিশ "
    "কুড়ি/বিশ ত্রিশ/তিরিশ চল্লিশ পঞ্চাশ ষাট সত্তর আশি নব্বই",
    "cs": "nula jeden/jedna/jedno/jednoho/jedné/jednou dva/dvě/dvou/dvěma/dvakrát tři/tří/třem/třemi/třikrát "
    "čtyři/čtyř/čtyřem/čtyřikrát pět/pěti šest/šesti sedm/sedmi osm/osmi devět/devíti deset/deseti jedenáct "
    "dvanáct/dvanácti třináct čtrnáct/čtrnácti patnáct/patnácti šestnáct sedmnáct osmnáct/osmnácti devatenáct "
    "dvacet/dvaceti třicet/třiceti čtyřicet/čtyřiceti padesát/padesáti šedesát/šedesáti sedmdesát osmdesát devadesát",
    "da": "nul en/et/én/ét to/begge tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten "
    "atten nitten tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
    "de": "null ein/eine/eins/einen/einem/einer/eines/einmal zwei/zweimal/zweier drei/dreimal/dreier vier/viermal "
    "fünf/fünfmal sechs/sechsmal sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "el": "μηδέν ένα/ένας/μία/μια/έναν δύο/δυο τρία/τρεις/τριών τέσσερα/τέσσερις/τεσσάρων πέντε έξι επτά/εφτά οκτώ/οχτώ "
    "εννέα/εννιά δέκα έντεκα/ένδεκα δώδεκα δεκατρία/δεκατρείς δεκατέσσερα/δεκατέσσερις δεκαπέντε δεκαέξι δεκαεπτά δεκαοκτώ "
    "δεκαεννέα είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα",
    "en": "zero one/once/single two/twice/double/pair/couple/both three/thrice/triple four five six seven eight nine "
    "ten eleven twelve/dozen thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety",
    "es": "cero uno/un/una/único/única dos/ambos/ambas/doble/par tres/triple cuatro cinco seis siete ocho nueve diez "
    "once doce/docena trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta "
    "sesenta setenta ochenta noventa",
    "fa": "صفر یک/یکی دو/دوبار سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده "
    "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
    "fr": "zéro un/une/seul/seule deux/double/paire trois/triple quatre cinq six sept huit neuf dix/dizaine onze "
    "douze/douzaine treize quatorze quinze/quinzaine seize dix-sept dix-huit dix-neuf vingt/vingtaine trente/trentaine "
    "quarante/quarantaine cinquante/cinquantaine soixante soixante-dix/septante quatre-vingts/quatre-vingt/octante "
    "quatre-vingt-dix/nonante",
    "gu": "શૂન્ય એક બે ત્રણ ચાર પાંચ/પાંચે છ સાત આઠ નવ દસ અગિયાર બાર તેર ચૌદ પંદર સોળ સત્તર અઢાર ઓગણીસ વીસ ત્રીસ "
    "ચાળીસ પચાસ સાઠ સિત્તેર એંસી નેવું",
    "ha": "sifili ɗaya/daya/guda biyu uku huɗu/hudu biyar shida bakwai takwas tara goma sha_ɗaya/sha_daya "
    "sha_biyu goma_sha_uku goma_sha_huɗu/goma_sha_hudu goma_sha_biyar goma_sha_shida goma_sha_bakwai "
    "goma_sha_takwas goma_sha_tara ashirin talatin arba'in hamsin sittin saba'in tamanin tis'in/casa'in",
    "he": "אפס אחד/אחת/יחיד שניים/שתיים/שני/שתי/פעמיים שלושה/שלוש/שלושת ארבעה/ארבע/ארבעת חמישה/חמש/חמשת שישה/שש/ששת "
    "שבעה/שבע/שבעת שמונה/שמונת תשעה/תשע עשרה/עשר/עשרת אחד_עשר/אחת_עשרה שנים_עשר/שתים_עשרה/שתיים_עשרה "
    "שלושה_עשר/שלוש_עשרה ארבעה_עשר/ארבע_עשרה חמישה_עשר/חמש_עשרה שישה_עשר/שש_עשרה שבעה_עשר/שבע_עשרה "
    "שמונה_עשר/שמונה_עשרה תשעה_עשר/תשע_עשרה עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים",
    "hi": "शून्य एक दो/दोनों/दोगुना तीन/तीनों चार/चारों पाँच/पांच/पाँचों छह/छः/छ/छे सात आठ नौ दस ग्यारह बारह तेरह चौदह "
    "पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे",
    "ht": "zewo youn/yon en/de/de_fwa twa kat senk sis sèt uit/wit nèf dis onz douz trèz katòz kenz sèz disèt dizuit "
    "diznèf ven trant karant senkant swasant swasanndis katreven katrevendis",
    "hu": "nulla egy/egyszer kettő/két/kétszer/mindkét három/háromszor négy/négyszer öt hat hét nyolc kilenc tíz "
    "tizenegy tizenkét/tizenkettő tizenhárom tizennégy tizenöt tizenhat tizenhét tizennyolc tizenkilenc húsz harminc "
    "negyven ötven hatvan hetven nyolcvan kilencven",
    "id": "nol satu/sekali/seorang/sebuah dua/kedua tiga/ketiga empat/keempat lima/kelima enam/keenam tujuh/ketujuh "
    "delapan sembilan sepuluh sebelas dua_belas tiga_belas empat_belas lima_belas enam_belas tujuh_belas delapan_belas "
    "sembilan_belas dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh delapan_puluh sembilan_puluh",
    "it": "zero uno/un/una/un' due/entrambi/entrambe/doppio/paio tre/triplo quattro cinque sei sette otto nove "
    "dieci/decina undici dodici/dozzina tredici quattordici quindici/quindicina sedici diciassette diciotto diciannove "
    "venti/ventina trenta/trentina quaranta cinquanta sessanta settanta ottanta novanta",
    "ja": "零/〇/ゼロ 一/ひとつ/一つ/一人 二/ふたつ/二つ/二人/両 三/みっつ/三つ 四/四つ 五/五つ 六/六つ 七/七つ 八/八つ 九/九つ "
    "- - - - - - - - - - - - - - - - - -",
    "km": "សូន្យ មួយ ពីរ បី បួន ប្រាំ ប្រាំមួយ ប្រាំពីរ/ប្រាំពិល ប្រាំបី ប្រាំបួន ដប់ ដប់មួយ ដប់ពីរ ដប់បី ដប់បួន ដប់ប្រាំ "
    "ដប់ប្រាំមួយ ដប់ប្រាំពីរ ដប់ប្រាំបី ដប់ប្រាំបួន ម្ភៃ សាមសិប សែសិប ហាសិប ហុកសិប ចិតសិប ប៉ែតសិប កៅសិប",
    "ko": "영/공 일/하나/한 이/둘/두 삼/셋/세 사/넷/네 오/다섯 육/여섯 칠/일곱 팔/여덟 구/아홉 열 열한/열하나 열두/열둘 열세/열셋 "
    "열네/열넷 열다섯 열여섯 열일곱 열여덟 열아홉 스무/스물 서른 마흔 쉰 예순 일흔 여든 아흔",
    "ku": "sifir yek/yekê/carek du/didu/herdu sê/sisê çar pênc şeş heft heşt neh deh yanzdeh/yazdeh donzdeh/dwazdeh "
    "sêzdeh çardeh panzdeh/pazdeh şanzdeh/şazdeh hevdeh hejdeh/heşdeh nozdeh bîst sî çil pêncî şêst heftê heştê nod",
    "lo": "ສູນ ໜຶ່ງ/ຫນຶ່ງ ສອງ ສາມ ສີ່ ຫ້າ ຫົກ ເຈັດ ແປດ ເກົ້າ ສິບ ສິບເອັດ ສິບສອງ ສິບສາມ ສິບສີ່ ສິບຫ້າ ສິບຫົກ ສິບເຈັດ ສິບແປດ "
    "ສິບເກົ້າ ຊາວ ສາມສິບ ສີ່ສິບ ຫ້າສິບ ຫົກສິບ ເຈັດສິບ ແປດສິບ ເກົ້າສິບ",
    "mr": "शून्य एक/एका/एकदा दोन/दोन्ही/दोनदा तीन/तिन्ही/तीनदा चार पाच सहा सात आठ नऊ दहा अकरा बारा तेरा चौदा पंधरा सोळा "
    "सतरा अठरा एकोणीस वीस तीस चाळीस पन्नास साठ सत्तर ऐंशी नव्वद",
    "ms": "sifar/kosong satu/sekali/seorang/sebuah dua/kedua tiga/ketiga empat/keempat lima/kelima enam tujuh lapan "
    "sembilan sepuluh sebelas dua_belas tiga_belas empat_belas lima_belas enam_belas tujuh_belas lapan_belas "
    "sembilan_belas dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh lapan_puluh sembilan_puluh",
    "my": "သုည တစ် နှစ် သုံး လေး ငါး ခြောက် ခုနစ်/ခုနှစ် ရှစ် ကိုး - - - - - - - - - - - - - - - - - -",
    "nb": "null en/ett/én/et/ei/ene to/begge tre fire fem seks sju/syv åtte ni ti elleve tolv tretten fjorten femten "
    "seksten sytten atten nitten tjue/tyve tretti/tredve førti femti seksti sytti åtti nitti",
    "ne": "शून्य एक/एउटा/एकजना दुई/दुईवटा/दुवै तीन/तीनवटा चार/चारवटा पाँच/पाँचवटा छ/छवटा सात आठ नौ दश/दस एघार/एघारौं "
    "बाह्र तेह्र चौध पन्ध्र सोह्र सत्र अठार उन्नाइस बीस तीस चालीस पचास साठी सत्तरी असी नब्बे",
    "nl": "nul een/één/eens/enkele twee/beide/tweemaal drie/driemaal vier vijf zes zeven acht negen tien elf "
    "twaalf/dozijn dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig "
    "zestig zeventig tachtig negentig",
    "om": "zeeroo tokko/takka lama/lamaan sadii afur shan ja'a/jaha torba saddeet sagal kudhan kudha_tokko kudha_lama "
    "kudha_sadii kudha_afur kudha_shan kudha_ja'a kudha_torba kudha_saddeet kudha_sagal digdama soddoma afurtama "
    "shantama jaatama torbaatama saddeettama sagaltama",
    "pa": "ਸਿਫ਼ਰ/ਸਿਫਰ ਇੱਕ/ਇਕ ਦੋ/ਦੋਵੇਂ/ਦੋਵਾਂ ਤਿੰਨ/ਤਿੰਨਾਂ ਚਾਰ ਪੰਜ ਛੇ/ਛੇਆਂ ਸੱਤ ਅੱਠ ਨੌਂ/ਨੌ ਦਸ/ਦੱਸ ਗਿਆਰਾਂ ਬਾਰਾਂ ਤੇਰਾਂ ਚੌਦਾਂ "
    "ਪੰਦਰਾਂ ਸੋਲਾਂ ਸਤਾਰਾਂ ਅਠਾਰਾਂ ਉੱਨੀ ਵੀਹ ਤੀਹ ਚਾਲੀ/ਚਾਲੀਹ ਪੰਜਾਹ ਸੱਠ ਸੱਤਰ ਅੱਸੀ ਨੱਬੇ",
    "pl": "zero jeden/jedna/jedno/jednego/jednej/jedną/jednym/raz dwa/dwie/dwóch/dwoma/dwom/dwoje/dwukrotnie "
    "trzy/trzech/trzema/trzem/troje/trzykrotnie cztery/czterech/czterema/czterem pięć/pięciu sześć/sześciu "
    "siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu dziesięć/dziesięciu jedenaście/jedenastu dwanaście/dwunastu "
    "trzynaście/trzynastu czternaście/czternastu piętnaście/piętnastu szesnaście/szesnastu siedemnaście/siedemnastu "
    "osiemnaście/osiemnastu dziewiętnaście/dziewiętnastu dwadzieścia/dwudziestu trzydzieści/trzydziestu "
    "czterdzieści/czterdziestu pięćdziesiąt/pięćdziesięciu sześćdziesiąt/sześćdziesięciu siedemdziesiąt osiemdziesiąt "
    "dziewięćdziesiąt",
    "ps": "صفر یو/یوه/یوې دوه/دوو/دواړه درې/دریو څلور/څلورو پنځه/پنځو شپږ/شپږو اووه/اوه اته نهه/نه لس/لسو یوولس "
    "دولس/دوولس دیارلس څوارلس پنځلس شپاړس/شپاړلس اوولس/وولس اتلس نولس/نونس شل/شلو دېرش/دیرش څلوېښت/څلویښت پنځوس "
    "شپېته/شپیته اویا اتیا نوي",
    "pt": "zero um/uma/único/única dois/duas/ambos/ambas/dobro/duplo/par três/triplo/tripla quatro cinco seis sete oito "
    "nove dez onze doze/dúzia treze catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito "
    "dezenove/dezanove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "ro": "zero un/o/una/unu/unul doi/două/ambele/ambii/dublu trei/triplu patru cinci șase/şase șapte/şapte opt nouă "
    "zece unsprezece doisprezece/douăsprezece treisprezece paisprezece cincisprezece șaisprezece/şaisprezece "
    "șaptesprezece/şaptesprezece optsprezece nouăsprezece douăzeci treizeci patruzeci cincizeci șaizeci/şaizeci "
    "șaptezeci/şaptezeci optzeci nouăzeci",
    "ru": "ноль/нуль/нуля один/одна/одно/одного/одной/одну/одним/одном/однократно "
    "два/две/двух/двум/двумя/двое/двоих/дважды/двукратно/оба/обе/обоих три/трех/трёх/трем/трём/тремя/трое/трижды "
    "четыре/четырех/четырёх/четырем/четырём/четырьмя/четверо пять/пяти/пятью шесть/шести/шестью семь/семи/семью "
    "восемь/восьми девять/девяти десять/десяти/десятью одиннадцать/одиннадцати двенадцать/двенадцати "
    "тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати "
    "семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати двадцать/двадцати тридцать/тридцати "
    "сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят девяносто",
    "rw": "zeru rimwe/umwe/imwe/kamwe/kimwe abiri/babiri/ebyiri/kabiri/bibiri atatu/batatu/eshatu/gatatu/bitatu "
    "ane/bane/enye/kane/bine atanu/batanu/eshanu/gatanu/bitanu atandatu/batandatu/esheshatu/gatandatu arindwi/barindwi/"
    "irindwi/karindwi umunani/inani icyenda/cyenda icumi cumi_na_rimwe/cumi_n'umwe cumi_n'ebyiri/cumi_n'abiri "
    "cumi_n'atatu cumi_n'ane/cumi_n'enye cumi_n'atanu cumi_n'atandatu cumi_n'arindwi/cumi_n'irindwi cumi_n'umunani "
    "cumi_n'icyenda makumyabiri mirongo_itatu mirongo_ine mirongo_itanu mirongo_itandatu mirongo_irindwi "
    "mirongo_inani mirongo_icyenda",
    "so": "eber hal/mid/kow/mar laba/labo/labada saddex/saddexda afar/afarta shan/shanta lix/lixda toddoba/todoba "
    "siddeed/sideed sagaal toban kow_iyo_toban laba_iyo_toban saddex_iyo_toban afar_iyo_toban shan_iyo_toban "
    "lix_iyo_toban toddoba_iyo_toban siddeed_iyo_toban sagaal_iyo_toban labaatan soddon afartan konton lixdan "
    "toddobaatan siddeetan sagaashan",
    "sr": "нула један/једна/једно/jedan/jedna/jedno/једном/jednom два/две/dva/dve/двије/dvije/двапут/dvaput три/tri "
    "четири/četiri пет/pet шест/šest седам/sedam осам/osam девет/devet десет/deset једанаест/jedanaest "
    "дванаест/dvanaest тринаест/trinaest четрнаест/četrnaest петнаест/petnaest шеснаест/šesnaest седамнаест/sedamnaest "
    "осамнаест/osamnaest деветнаест/devetnaest двадесет/dvadeset тридесет/trideset четрдесет/četrdeset педесет/pedeset "
    "шездесет/šezdeset седамдесет/sedamdeset осамдесет/osamdeset деведесет/devedeset",
    "sv": "noll en/ett två/båda/dubbelt tre fyra fem sex sju åtta nio tio elva tolv/dussin tretton fjorton femton "
    "sexton sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "sw": "sifuri moja/mmoja/kimoja mbili/wawili/viwili/mawili/miwili tatu/watatu/vitatu/matatu nne/wanne/vinne/manne "
    "tano/watano/vitano/matano sita saba nane/wanane tisa kumi kumi_na_moja kumi_na_mbili kumi_na_tatu kumi_na_nne "
    "kumi_na_tano kumi_na_sita kumi_na_saba kumi_na_nane kumi_na_tisa ishirini thelathini arobaini hamsini sitini "
    "sabini themanini tisini",
    "ta": "பூஜ்ஜியம்/சுழியம் ஒன்று/ஒரு/ஒருமுறை இரண்டு/இரு/இருமுறை மூன்று/மூன்றுமுறை நான்கு/நாலு ஐந்து ஆறு ஏழு எட்டு ஒன்பது "
    "பத்து பதினொன்று/பதினோரு பன்னிரண்டு பதிமூன்று பதினான்கு பதினைந்து பதினாறு பதினேழு பதினெட்டு பத்தொன்பது இருபது "
    "முப்பது நாற்பது ஐம்பது அறுபது எழுபது எண்பது தொண்ணூறு",
    "te": "సున్నా ఒకటి/ఒక/ఒక్క/ఒకసారి రెండు/రెండుసార్లు/ఇద్దరు మూడు/ముగ్గురు నాలుగు/నలుగురు ఐదు/అయిదు/ఐదుగురు ఆరు/ఆరుగురు "
    "ఏడు/ఏడుగురు ఎనిమిది తొమ్మిది పది పదకొండు పన్నెండు పదమూడు పద్నాలుగు/పధ్నాలుగు పదిహేను పదహారు పదిహేడు పద్దెనిమిది "
    "పంతొమ్మిది ఇరవై ముప్పై/ముప్ఫై నలభై యాభై అరవై డెబ్బై ఎనభై తొంభై",
    "th": "ศูนย์ หนึ่ง สอง/คู่ สาม สี่ ห้า หก เจ็ด แปด เก้า - - - - - - - - - - - - - - - - - -",
    "ti": "ዜሮ ሓደ/ሓንቲ/ሃደ ክልተ/ክልቲኡ ሰለስተ/ሳልስ ኣርባዕተ ሓሙሽተ ሽዱሽተ ሸውዓተ ሸሞንተ ትሽዓተ ዓሰርተ ዓሰርተ_ሓደ ዓሰርተ_ክልተ "
    "ዓሰርተ_ሰለስተ ዓሰርተ_ኣርባዕተ ዓሰርተ_ሓሙሽተ ዓሰርተ_ሽዱሽተ ዓሰርተ_ሸውዓተ ዓሰርተ_ሸሞንተ ዓሰርተ_ትሽዓተ ዕስራ ሰላሳ ኣርብዓ ሓምሳ ሱሳ ሰብዓ "
    "ሰማንያ ተስዓ",
    "tl": "sero isa/isang/minsan dalawa/dalawang tatlo/tatlong apat/apat_na lima/limang anim/anim_na "
    "pito/pitong walo/walong siyam/siyam_na sampu/sampung labing-isa/labing-isang labindalawa/labindalawang labintatlo "
    "labing-apat labinlima/labinlimang labing-anim labimpito labingwalo labinsiyam dalawampu/dalawampung tatlumpu/tatlumpung "
    "apatnapu/apatnapung limampu/limampung animnapu pitumpu walumpu siyamnapu",
    "tr": "sıfır bir/birkez iki/ikisi/çift üç/üçü dört beş altı yedi sekiz dokuz on on_bir on_iki/düzine on_üç on_dört "
    "on_beş on_altı on_yedi on_sekiz on_dokuz yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "uk": "нуль один/одна/одне/одного/однієї/одну/одним/одноразово два/дві/двох/двом/двома/двоє/двічі/обидва/обидві "
    "три/трьох/трьом/трьома/троє/тричі чотири/чотирьох/чотирьом п'ять/п’ять/п'яти/п’яти шість/шести/шістьох сім/семи "
    "вісім/восьми дев'ять/дев’ять десять/десяти одинадцять/одинадцяти дванадцять/дванадцяти тринадцять чотирнадцять "
    "п'ятнадцять/п’ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять/дев’ятнадцять двадцять/двадцяти "
    "тридцять/тридцяти сорок/сорока п'ятдесят/п’ятдесят шістдесят/шістдесяти сімдесят вісімдесят дев'яносто/дев’яносто",
    "ur": "صفر ایک دو/دونوں/دوگنا تین/تینوں چار/چاروں پانچ/پانچوں چھ/چھے/چھہ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ "
    "سولہ سترہ اٹھارہ انیس بیس تیس چالیس پچاس ساٹھ ستر اسی نوے",
    "vi": "không một/mốt hai/đôi ba bốn/tư năm/lăm sáu bảy/bẩy tám chín mười - - - - - - - - - - - - - - - - -",
    "zu": "iqanda kunye/nye/eyodwa/owodwa/kanye ezimbili/ababili/amabili/kabili/emibili/mbili "
    "ezintathu/abathathu/amathathu/kathathu/emithathu ezine/abane/amane/kane/emine "
    "ezinhlanu/abahlanu/amahlanu/kahlanu/emihlanu eziyisithupha/abayisithupha/ayisithupha/isithupha "
    "eziyisikhombisa/abayisikhombisa/ayisikhombisa/isikhombisa eziyisishiyagalombili/ayisishiyagalombili/isishiyagalombili "
    "eziyisishiyagalolunye/ayisishiyagalolunye/isishiyagalolunye eziyishumi/abayishumi/ayishumi/ishumi "
    "- - - - - - - - - amashumi_amabili amashumi_amathathu amashumi_amane amashumi_amahlanu amashumi_ayisithupha "
    "amashumi_ayisikhombisa - -",
}
WORDS["zh"] = WORDS["yue"] = (
    "零/〇 一/壹/首/头/頭/单/單 二/两/兩/双/雙/倆/俩 三/叁 四/肆 五/伍 六/陆 七/柒 八/捌 九/玖 "
    "- - - - - - - - - - - - - - - - - -"
)
WORDS["hr"] = WORDS["bs"] = WORDS["sr"]
WORDS["no"] = WORDS["nn"] = WORDS["nb"]
WORDS["kmr"] = WORDS["ku"]

# Ordinals, fractions and other words with a value of their own; `x` marks a word that multiplies what it follows.
MORE: dict[str, str] = {
    "am": "አንደኛ=1 ሁለተኛ=2 ሶስተኛ=3 አራተኛ=4 አምስተኛ=5 ግማሽ=1/2 እጥፍ=2",
    "ar": "أول=1 أولى=1 ثان=2 ثاني=2 ثانية=2 ثالث=3 ثالثة=3 رابع=4 رابعة=4 خامس=5 خامسة=5 سادس=6 سابع=7 ثامن=8 تاسع=9 "
    "عاشر=10 نصف=1/2 ربع=1/4 ثلث=1/3 ضعف=2 ضعفين=2 مرتين=2 مرة=1 يومين=2 أسبوعين=2 شهرين=2 عامين=2 سنتين=2 ساعتين=2 "
    "دقيقتين=2 مترين=2 قرصين=2 حبتين=2 جرعتين=2 كوبين=2 ملعقتين=2 بوصتين=2 يومان=2 أسبوعان=2 شهران=2 عامان=2 سنتان=2 "
    "ساعتان=2 متران=2 جرعتان=2 نوعان=2 نوعين=2 مئتان=200 مئتين=200 مائتين=200 مائتان=200 ألفين=2000 ألفان=2000 "
    "قرصان=2 حبتان=2 قطرتان=2 قطرتين=2 كبسولتين=2 لترين=2 لتران=2 ليلتين=2 مليونين=2000000 ثلاثمائة=300 ثلاثمئة=300 أربعمائة=400 أربعمئة=400 خمسمائة=500 خمسمئة=500 ستمائة=600 ثمانمائة=800 تسعمائة=900",
    "bn": "প্রথম=1 দ্বিতীয়=2 তৃতীয়=3 চতুর্থ=4 পঞ্চম=5 ষষ্ঠ=6 সপ্তম=7 অষ্টম=8 নবম=9 দশম=10 অর্ধেক=1/2 আধা=1/2 দেড়=3/2 "
    "আড়াই=5/2 দ্বিগুণ=2 দুবার=2 একবার=1 তিনবার=3",
    "cs": "první=1 prvního=1 druhý=2 druhá=2 druhé=2 třetí=3 čtvrtý=4 čtvrté=4 pátý=5 půl=1/2 polovina=1/2 čtvrt=1/4",
    "de": "erste=1 ersten=1 erster=1 zweite=2 zweiten=2 dritte=3 dritten=3 vierte=4 vierten=4 fünfte=5 fünften=5 halb=1/2 "
    "halbe=1/2 halben=1/2 hälfte=1/2 viertel=1/4 drittel=1/3 anderthalb=3/2 eineinhalb=3/2 doppelt=2 doppelte=2 "
    "dutzend=12 beide=2 beiden=2",
    "en": "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 "
    "nineteenth=19 twentieth=20 half=1/2 quarter=1/4 quarters=1/4 thirds=1/3 fortnight=2 dozens=12 couples=2 pairs=2 "
    "doubles=2 doubled=2 doubling=2 twofold=2 threefold=3 tenfold=10",
    "es": "primer=1 primero=1 primera=1 segundo=2 segunda=2 tercer=3 tercero=3 tercera=3 cuarto=4 cuarta=4 quinto=5 "
    "quinta=5 sexto=6 sexta=6 séptimo=7 séptima=7 octavo=8 octava=8 noveno=9 novena=9 décimo=10 décima=10 medio=1/2 "
    "media=1/2 mitad=1/2 tercio=1/3 cuartos=1/4 veintiuno=21 veintiún=21 veintiuna=21 veintidós=22 veintitrés=23 "
    "veinticuatro=24 veinticinco=25 veintiséis=26 veintisiete=27 veintiocho=28 veintinueve=29 cien=100 ciento=100 "
    "doscientos=200 doscientas=200 trescientos=300 trescientas=300 cuatrocientos=400 quinientos=500 quinientas=500 "
    "seiscientos=600 setecientos=700 ochocientos=800 novecientos=900",
    "fa": "اول=1 اولین=1 نخست=1 نخستین=1 دوم=2 دومین=2 سوم=3 سومین=3 چهارم=4 چهارمین=4 پنجم=5 ششم=6 هفتم=7 هشتم=8 نهم=9 "
    "دهم=10 یازدهم=11 دوازدهم=12 هجدهم=18 نوزدهم=19 بیستم=20 یکم=1 نیم=1/2 نصف=1/2 نیمی=1/2 ربع=1/4 دوبرابر=2 "
    "دویست=200 سیصد=300 چهارصد=400 پانصد=500 ششصد=600 هفتصد=700 هشتصد=800 نهصد=900 چهارده=14",
    "fr": "premier=1 première=1 1er=1 second=2 seconde=2 deuxième=2 troisième=3 quatrième=4 cinquième=5 sixième=6 "
    "septième=7 huitième=8 neuvième=9 dixième=10 onzième=11 douzième=12 demi=1/2 demie=1/2 moitié=1/2 tiers=1/3 quart=1/4 quarts=1/4 "
    "cinquantaine=50 soixantaine=60 cent=100 cents=100 centaine=100 soixante-et-onze=71 soixante-douze=72 soixante-quinze=75 quatre-vingt-un=81 "
    "quatre-vingt-cinq=85 quatre-vingt-quinze=95 quatre-vingt-dix-neuf=99",
    "ha": "farko=1 rabi=1/2 ɗari=100 dari=100 dubu=x3",
    "he": "ראשון=1 ראשונה=1 שנייה=2 שניה=2 שלישי=3 שלישית=3 רביעי=4 רביעית=4 חמישי=5 חמישית=5 חצי=1/2 מחצית=1/2 רבע=1/4 "
    "שליש=1/3 יומיים=2 שבועיים=2 חודשיים=2 שנתיים=2 שעתיים=2 מאה=100 מאתיים=200 אלפיים=2000 כפול=2 כפולה=2",
    "hi": "पहला=1 पहली=1 पहले=1 दूसरा=2 दूसरी=2 दूसरे=2 तीसरा=3 तीसरी=3 तीसरे=3 चौथा=4 चौथी=4 चौथे=4 पाँचवाँ=5 पांचवें=5 "
    "सातवें=7 सातवां=7 आठवें=8 नौवें=9 दसवें=10 आधा=1/2 आधी=1/2 आधे=1/2 डेढ़=3/2 ढाई=5/2 चौथाई=1/4 तिहाई=1/3 दुगुना=2 "
    "दोगुनी=2 इक्कीस=21 चौबीस=24 पच्चीस=25 पैंतीस=35 पैंतालीस=45 अड़तालीस=48",
    "ht": "premye=1 dezyèm=2 twazyèm=3 katriyèm=4 mwatye=1/2 demi=1/2 ka=1/4 san=100 mil=x3 milyon=x6",
    "hu": "első=1 második=2 harmadik=3 negyedik=4 ötödik=5 fél=1/2 negyed=1/4 harmad=1/3 huszonegy=21 huszonnégy=24 száz=x2 ezer=x3",
    "id": "pertama=1 kedua=2 separuh=1/2 setengah=1/2 seperempat=1/4 sepertiga=1/3 seratus=100 seribu=1000 sejuta=1000000",
    "it": "primo=1 prima=1 secondo=2 seconda=2 terzo=3 terza=3 quarto=4 quarta=4 quinto=5 quinta=5 mezzo=1/2 mezza=1/2 "
    "metà=1/2 cento=100 centinaio=100 duecento=200 trecento=300 cinquecento=500 mille=1000 ventuno=21 ventidue=22 "
    "ventitré=23 ventiquattro=24 venticinque=25 ventotto=28 quarantotto=48",
    "ja": "十=x1 半分=1/2 半=1/2 初=1",
    "km": "ទីមួយ=1 ទីពីរ=2 ទីបី=3 ទីបួន=4 ទីប្រាំ=5 ពាក់កណ្តាល=1/2 កន្លះ=1/2",
    "ko": "십=x1 첫=1 절반=1/2 반=1/2",
    "lo": "ຮ້ອຍ=x2 ພັນ=x3 ໝື່ນ=x4 ແສນ=x5 ລ້ານ=x6 ເຄິ່ງ=1/2",
    "ms": "pertama=1 separuh=1/2 setengah=1/2 seratus=100 seribu=1000 sejuta=1000000",
    "my": "ဆယ်=x1 ပထမ=1 ဒုတိယ=2 တတိယ=3 စတုတ္ထ=4 ပဉ္စမ=5 တစ်ဝက်=1/2 ဝက်=1/2 ခွဲ=1/2",
    "nl": "eerste=1 tweede=2 derde=3 vierde=4 vijfde=5 half=1/2 halve=1/2 helft=1/2 kwart=1/4 anderhalf=3/2 anderhalve=3/2 dubbel=2",
    "pa": "ਪਹਿਲਾ=1 ਪਹਿਲੀ=1 ਪਹਿਲੇ=1 ਦੂਜਾ=2 ਦੂਜੀ=2 ਦੂਜੇ=2 ਤੀਜਾ=3 ਤੀਜੀ=3 ਤੀਜੇ=3 ਚੌਥੇ=4 ਅੱਧਾ=1/2 ਅੱਧੀ=1/2 ਅੱਧੇ=1/2 ਡੇਢ=3/2 ਢਾਈ=5/2",
    "pl": "pierwszy=1 pierwsza=1 pierwsze=1 drugi=2 druga=2 drugie=2 trzeci=3 trzecia=3 trzecie=3 czwarty=4 piąty=5 pół=1/2 "
    "połowa=1/2 połowę=1/2 półtora=3/2 ćwierć=1/4 sto=100 stu=100 dwieście=200 pięćset=500 dwukrotnie=2 dwudniowy=2",
    "ps": "لومړی=1 لومړۍ=1 دوهم=2 دویم=2 درېیم=3 دریم=3 څلورم=4 پنځم=5 نیم=1/2 نیمایي=1/2 سل=x2 زره=x3",
    "pt": "primeiro=1 primeira=1 segundo=2 segunda=2 terceiro=3 terceira=3 quarto=4 quarta=4 quinto=5 quinta=5 sexto=6 sétimo=7 "
    "sétima=7 oitavo=8 nono=9 décimo=10 meio=1/2 meia=1/2 metade=1/2 terço=1/3 quartos=1/4 cem=100 cento=100 centena=100 "
    "duzentos=200 duzentas=200 trezentos=300 quatrocentos=400 quinhentos=500",
    "ro": "primul=1 prima=1 doilea=2 doua=2 treilea=3 treia=3 patrulea=4 jumătate=1/2 sfert=1/4 sută=x2 sute=x2",
    "ru": "первый=1 первая=1 первое=1 первого=1 первой=1 первую=1 второй=2 вторая=2 второе=2 второго=2 вторую=2 третий=3 "
    "третья=3 третье=3 третьего=3 третьей=3 четвертый=4 четвёртый=4 пятый=5 пятого=5 шестой=6 седьмой=7 седьмое=7 "
    "седьмого=7 восьмой=8 десятый=10 десятого=10 половина=1/2 половины=1/2 половину=1/2 пол=1/2 полтора=3/2 полутора=3/2 "
    "треть=1/3 четверть=1/4 вдвое=2 втрое=3 сто=100 ста=100 сотня=100 двести=200 двухсот=200 триста=300 трехсот=300 "
    "пятьсот=500 дюжина=12 двухнедельный=2 двухнедельного=2 двухметровой=2 двухдневный=2 двухдневного=2 полмиллиона=500000 "
    "полугода=1/2",
    "rw": "mbere=1 kabiri=2 gatatu=3 kane=4 gatanu=5 ijana=100 igihumbi=1000",
    "so": "kowaad=1 koowaad=1 labaad=2 saddexaad=3 afraad=4 shanaad=5 todobaad=7 toddobaad=7 tobnaad=10 nus=1/2 nuska=1/2 "
    "badh=1/2 rubac=1/4 laba-laab=2 boqol=x2 labaatanaad=20",
    "sv": "första=1 andra=2 tredje=3 fjärde=4 femte=5 halv=1/2 halva=1/2 hälften=1/2 kvart=1/4 tredjedel=1/3 fjärdedel=1/4",
    "da": "første=1 anden=2 andet=2 tredje=3 fjerde=4 femte=5 halv=1/2 halve=1/2 halvdelen=1/2 halvanden=3/2 kvart=1/4",
    "nb": "første=1 andre=2 tredje=3 fjerde=4 femte=5 halv=1/2 halve=1/2 halvparten=1/2 kvart=1/4",
    "sw": "kwanza=1 pili=2 nusu=1/2 robo=1/4 theluthi=1/3 mara_mbili=2 maradufu=2",
    "ta": "முதல்=1 முதலாவது=1 இரண்டாவது=2 இரண்டாம்=2 மூன்றாவது=3 மூன்றாம்=3 நான்காவது=4 ஐந்தாவது=5 ஏழாவது=7 பாதி=1/2 அரை=1/2 "
    "கால்=1/4 நூறு=x2 ஆயிரம்=x3 இலட்சம்=x5 லட்சம்=x5 கோடி=x7",
    "te": "మొదటి=1 రెండవ=2 రెండో=2 మూడవ=3 మూడో=3 నాలుగవ=4 ఐదవ=5 ఏడవ=7 పదవ=10 సగం=1/2 అర=1/2 పావు=1/4 వంద=x2 వేల=x3 వెయ్యి=x3 లక్ష=x5 కోటి=x7",
    "th": "สิบ=x1 เอ็ด=1 ยี่=2 แรก=1 ครึ่ง=1/2",
    "tl": "una=1 unang=1 ikalawa=2 ikalawang=2 pangalawa=2 pangalawang=2 ikatlo=3 ikatlong=3 pangatlo=3 ikaapat=4 ikalima=5 "
    "kalahati=1/2 kalahating=1/2 doble=2 sandaan=100 isandaan=100 isang_daan=100 sanlibo=1000",
    "tr": "ilk=1 birinci=1 ikinci=2 üçüncü=3 dördüncü=4 beşinci=5 yarım=1/2 yarısı=1/2 buçuk=1/2 çeyrek=1/4 yüz=x2 bin=x3",
    "uk": "перший=1 перша=1 перше=1 першого=1 другий=2 друга=2 друге=2 другого=2 третій=3 третя=3 третє=3 четвертий=4 п'ятий=5 "
    "половина=1/2 половину=1/2 пів=1/2 півтора=3/2 третина=1/3 чверть=1/4 сто=100 ста=100 двісті=200 триста=300",
    "ur": "پہلا=1 پہلی=1 پہلے=1 دوسرا=2 دوسری=2 دوسرے=2 تیسرا=3 تیسری=3 تیسرے=3 چوتھا=4 چوتھی=4 چوتھے=4 پانچواں=5 پانچویں=5 "
    "ساتویں=7 دسویں=10 آدھا=1/2 آدھی=1/2 آدھے=1/2 نصف=1/2 ڈیڑھ=3/2 ڈھائی=5/2 چوتھائی=1/4 تہائی=1/3",
    "vi": "mươi=x1 nhất=1 nửa=1/2 rưỡi=1/2 chục=x1",
    "zh": "十=x1 拾=x1 廿=20 半=1/2 百=x2 千=x3",
    "yue": "十=x1 半=1/2",
    "zu": "okokuqala=1 kokuqala=1 yokuqala=1 wokuqala=1 yesibili=2 sesibili=2 wesibili=2 yesithathu=3 sesithathu=3 uhhafu=1/2 "
    "isigamu=1/2 ikhulu=100 inkulungwane=1000",
    "el": "πρώτος=1 πρώτη=1 πρώτο=1 δεύτερος=2 δεύτερη=2 δεύτερο=2 τρίτος=3 τρίτη=3 τρίτο=3 μισό=1/2 μισή=1/2 εκατό=100 χίλια=1000",
    "ku": "yekem=1 yekemîn=1 duyem=2 duyemîn=2 sêyem=3 sêyemîn=3 nîv=1/2 çaryek=1/4 sed=x2 hezar=x3",
    "mr": "पहिला=1 पहिली=1 पहिले=1 पहिल्या=1 दुसरा=2 दुसरी=2 दुसरे=2 दुसऱ्या=2 तिसरा=3 तिसऱ्या=3 अर्धा=1/2 अर्धी=1/2 निम्मे=1/2 दीड=3/2 अडीच=5/2",
    "ne": "पहिलो=1 दोस्रो=2 तेस्रो=3 चौथो=4 पाँचौं=5 आधा=1/2 डेढ=3/2 अढाई=5/2 दोब्बर=2 सय=x2 हजार=x3",
    "om": "jalqaba=1 lammaffaa=2 lammaffaan=2 sadaffaa=3 afraffaa=4 walakkaa=1/2 dhibba=x2 kuma=x3",
    "ti": "ቀዳማይ=1 ካልኣይ=2 ሳልሳይ=3 ራብዓይ=4 ፍርቂ=1/2 ሚእቲ=x2 ሽሕ=x3",
    "gu": "પ્રથમ=1 પહેલું=1 બીજું=2 બીજા=2 બીજી=2 ત્રીજું=3 ત્રીજા=3 અડધો=1/2 અડધી=1/2 અડધું=1/2 દોઢ=3/2 અઢી=5/2 સો=x2 હજાર=x3",
    "sr": "први=1 prvi=1 прва=1 prva=1 други=2 drugi=2 друга=2 druga=2 трећи=3 treći=3 пола=1/2 pola=1/2 половина=1/2 polovina=1/2 "
    "сто=100 sto=100 двадесет=20",
}
MORE["hr"] = MORE["bs"] = MORE["sr"]
MORE["kmr"] = MORE["ku"]

# Words that may stand inside one number: "a hundred and two", "half a million", "zwanzig und ein".
INSIDE: dict[str, str] = {
    "am": "", "ar": "و", "de": "und eine einer", "en": "and a an of", "es": "y de", "fa": "و", "fr": "et de", "id": "se",
    "it": "e di", "ku": "û", "nl": "en een", "om": "fi", "pt": "e de", "ro": "și şi de", "so": "iyo", "sq": "e",
    "sw": "na", "tl": "at na", "ur": "اور", "hi": "और", "ps": "او", "rw": "na", "da": "og en", "nb": "og en", "sv": "och en",
    "el": "και", }  # fmt: skip

# Tens and units in one word: what a language puts where.
COMPOUNDS: dict[str, str] = {
    "ar": "{unit} و{ten}",
    "da": "{unit}og{ten}",
    "de": "{unit}und{ten}",
    "nb": "{ten}{unit}",
    "nl": "{unit}en{ten}",
    "sv": "{ten}{unit}",
}

# Letters that Arabic and Hebrew join to the front of a word: and, in, for, the.
PREFIXES: dict[str, str] = {"ar": "وبلفك", "he": "ובלהכמש", "am": "በከለየ", "ti": "ብካንዝ"}

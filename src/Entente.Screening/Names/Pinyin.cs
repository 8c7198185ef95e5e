using System.Collections.Frozen;

namespace Entente.Screening.Names;

/// <summary>The reading of Chinese characters that are frequent in names. Others keep their own form, and match only themselves.</summary>
/// <remarks>Simplified and traditional forms stand side by side. One reading each: the one used in names.</remarks>
internal static class Pinyin
{
    private static readonly FrozenDictionary<char, string> Readings = Read();

    public static string? Of(char c) => Readings.GetValueOrDefault(c);

    private static FrozenDictionary<char, string> Read()
    {
        const string Table =
            "a阿 ai艾爱愛 an安 ao敖奥奧 ba巴八 bai白百柏 ban班 bang邦 bao包宝寶保鲍鮑 bei北贝貝 ben本 bi毕畢必 bin斌宾賓彬 bing冰兵炳 bo博波伯 bu布 " +
            "cai蔡才 can灿燦 cao曹操 cen岑 chai柴 chang常昌长長 chao超朝 che车車 chen陈陳晨辰 cheng成程城诚誠澄 chi池 chong崇冲 chu楚褚初 chuan川传傳 chun春纯純 " +
            "cong聪聰从叢 cui崔翠 da大达達 dai戴代 dan丹旦 dao道 de德 deng邓鄧登 di迪狄帝 dian典电 ding丁定 dong东東董冬栋 dou窦竇 du杜 duan段 duo多 " +
            "e俄娥 en恩 er尔爾二 fa发法發 fan范範凡樊帆 fang方芳房 fei飞飛费費菲 fen芬 feng冯馮峰凤鳳丰豐枫锋鋒 fu傅付福富夫符 gan甘 gang刚剛钢港 gao高 ge葛格歌 " +
            "gen根 geng耿 gong龚龔公宫宮 gou苟 gu顾顧古谷 guan关關管官 guang光广廣 gui桂贵貴 guo郭国國 ha哈 hai海 han韩韓汉漢翰寒 hang航杭 hao郝浩昊豪好 he何贺賀和河荷赫 " +
            "hong洪红紅宏鸿鴻弘 hou侯后厚 hu胡虎湖 hua华華花化 huai怀懷 huan欢歡焕環环 huang黄黃皇 hui惠慧辉輝会會晖 hun珲 huo霍火 ji季吉纪紀姬继冀基 jia贾賈家佳嘉 " +
            "jian建健剑劍简簡坚 jiang江姜蒋蔣疆 jiao焦娇 jie杰洁潔傑捷 jin金晋近锦錦瑾进進 jing静靜晶京景敬菁 jiu九久 ju菊居 juan娟 jun军軍俊君峻 kai凯凱开開 kan阚 kang康 " +
            "ke柯克可科 kong孔 ku库 kuang邝鄺 kui奎魁 kun坤昆 lai赖賴来來 lan兰蘭岚蓝藍 lang郎朗 lao劳 lei雷磊蕾 leng冷 li李力丽麗黎立利莉里理礼 lian连連莲蓮廉 " +
            "liang梁亮良 liao廖 lie烈 lin林琳霖临 ling凌玲灵靈岭 liu刘劉柳六 long龙龍隆 lou娄 lu卢盧鲁魯陆陸路露 luan栾 lun伦倫 luo罗羅洛骆駱 lv吕呂 ma马馬麻 mai麦麥 " +
            "man满滿曼 mao毛茂 mei梅美媚 men门 meng孟蒙梦夢 mi米 miao苗妙 min敏民闵 ming明鸣名铭銘 mo莫墨 mu穆木牧 na娜那纳 nan南楠 ni倪尼妮 nian年 ning宁寧 niu牛 " +
            "nong农 nuo诺 ou欧歐区 pan潘盘 pang庞龐 pei裴佩培 peng彭鹏鵬 pi皮 pin品 ping平萍 pu蒲普浦 qi齐齊祁琪奇其启戚 qian钱錢谦千倩 qiang强強 qiao乔喬桥巧 qin秦勤琴 " +
            "qing青清庆慶晴卿 qiong琼瓊 qiu邱秋丘裘 qu曲屈 quan全权泉權 que阙 ran冉 rao饶 ren任仁人 ri日 rong荣榮容蓉戎 ru茹汝如 ruan阮 rui瑞睿蕊 run润 ruo若 " +
            "sa萨薩 san三 sang桑 sha沙莎 shan山珊善单單 shang尚商上 shao邵少绍紹 she佘 shen沈申深 sheng盛生胜勝圣升声 shi石史施时時世士诗師师什 shou寿 shu舒淑树書书 " +
            "shuai帅 shuang双霜爽 shui水 shun顺順舜 si司思四斯 song宋松 su苏蘇素 sui隋 sun孙孫 suo索 ta塔 tai泰太台 tan谭譚谈 tang唐汤湯棠 tao陶涛濤桃 te特 teng滕 " +
            "tian田天 tie铁鐵 ting婷庭廷 tong童佟同通 tu涂屠图 tuo托 wan万萬婉 wang王汪旺 wei魏韦韋伟偉卫衛维維伍威巍薇 wen文温溫闻雯 weng翁 wo沃 wu吴吳武伍五吾 " +
            "xi习習西希席喜锡熙 xia夏霞 xian贤賢先显 xiang向项項祥香湘翔 xiao肖萧蕭小晓曉筱 xie谢謝解 xin辛新欣鑫心信 xing邢星兴興行 xiong熊雄 xiu秀修 xu徐许許旭 " +
            "xuan宣轩轩玄 xue薛雪学學 xun荀 ya亚亞雅 yan严嚴颜顏燕艳艷闫岩彦 yang杨楊阳陽洋羊 yao姚尧堯耀 ye叶葉业 yi易伊义義一艺益毅怡宜 yin尹银銀殷音 ying英应應颖穎莹瑩 " +
            "yong勇永咏 you尤游友 yu于余虞俞宇玉雨煜瑜育裕 yuan袁元原远遠媛 yue岳月跃越悦 yun云雲芸韵 za扎 zai再 zang臧 ze泽澤 zeng曾 zha查 zhan詹战展占 zhang张張章 " +
            "zhao赵趙照昭 zhe哲 zhen甄珍振真震贞 zheng郑鄭正政征 zhi志智芝之治 zhong钟鍾中忠仲 zhou周舟 zhu朱祝竹珠 zhuang庄莊壮 zhuo卓 zi子紫 zong宗 zou邹鄒 zu祖 zuo左佐";
        var readings = new Dictionary<char, string>();
        foreach (var row in Table.Split(' '))
        {
            var split = row.AsSpan().IndexOfAnyExceptInRange('a', 'z');
            foreach (var c in row.AsSpan(split))
            {
                readings.TryAdd(c, row[..split]);
            }
        }

        return readings.ToFrozenDictionary();
    }
}

"""The labels that articles put before a block, in English, Russian and Kazakh: data, no code.

Each key with its spellings; the first is the one that kazsearch prints. Case, `ё` and a number
after the label (`Fact 2`) do not matter.
"""

DESCRIPTION = "description"
FACT = "fact"
YEAR = "year"
TITLE = "title"

# fmt: off
# keys of what stands under a film, and under few other things
TELLING = frozenset({
    "description", "fact", "year", "released", "director", "cast", "genre", "runtime", "country",
    "writer", "original_title", "certificate", "rating",
})

# folded names that are headings in texts of every kind
GENERIC = frozenset({
    "description", "about", "overview", "summary", "story", "the story", "short description",
    "fact", "facts", "key fact", "key facts", "interesting", "good to know", "year", "years",
    "released", "release", "release date", "length", "duration", "time", "country", "countries",
    "rating", "ratings", "score", "rated", "classification", "by", "with", "star", "stars",
    "featuring", "writer", "writers", "author", "script",
    "описание", "краткое описание", "содержание", "краткое содержание", "история", "аннотация",
    "факт", "факты", "год", "годы", "страна", "страны", "время", "сипаттама", "сипаттамасы",
    "мазмұны", "оқиға", "аңдатпа", "дерек", "деректер", "жылы", "ел", "уақыты",
})

LABELS: dict[str, tuple[str, ...]] = {
    DESCRIPTION: (
        "Description", "Plot", "Story", "Storyline", "Synopsis", "About", "About the film",
        "About the movie", "Overview", "Summary", "Plot summary", "Premise", "Logline",
        "What it's about", "What it is about", "What's it about", "What is it about",
        "The plot", "The story", "Short description",
        "Описание", "Сюжет", "О фильме", "О чем", "О чем фильм", "О чем кино", "Краткое описание",
        "Краткое содержание", "Содержание", "История", "Аннотация", "Синопсис", "Описание фильма",
        "Сюжет фильма", "О картине", "Краткий сюжет", "В чём суть", "Суть",
        "Сипаттама", "Сипаттамасы", "Мазмұны", "Қысқаша мазмұны", "Сюжеті", "Фильм туралы",
        "Оқиға", "Оқиғасы", "Оқиға желісі", "Аңдатпа", "Кино туралы", "Киноның мазмұны",
        "Фильмнің мазмұны", "Қысқаша сипаттама",
    ),
    FACT: (
        "Fact", "Facts", "Fun fact", "Fun facts", "Interesting fact", "Interesting facts",
        "Trivia", "Did you know", "Quick fact", "Key fact", "Key facts", "Curious fact",
        "Interesting", "Film fact", "Movie fact", "Interesting to know", "Good to know",
        "Fact about the film", "Facts about the film", "Fact about the movie",
        "Facts about the movie", "Interesting fact about the film", "Little-known fact",
        "Interesting facts about the film", "Interesting facts about the movie",
        "Факт", "Факты", "Интересный факт", "Интересные факты", "Любопытный факт",
        "Любопытные факты", "Знаете ли вы", "А знаете ли вы", "А вы знали", "Вы знали",
        "Факт о фильме", "Факты о фильме", "Интересно", "Это интересно", "Интересный факт о фильме",
        "Интересные факты о фильме", "Малоизвестный факт", "Факт из истории", "Любопытно",
        "Дерек", "Деректер", "Қызықты дерек", "Қызықты деректер", "Қызық дерек", "Факті",
        "Фактілер", "Қызықты факт", "Қызықты факті", "Қызықты фактілер", "Білесіз бе",
        "Сіз білесіз бе", "Білгенге маржан", "Фильм туралы дерек", "Фильм туралы деректер",
        "Фильм туралы қызықты дерек", "Фильм туралы қызықты деректер",
    ),
    YEAR: (
        "Year", "Years", "Year of release", "Release year", "Year released", "Production year",
        "Год", "Годы", "Год выпуска", "Год выхода", "Год производства", "Год создания",
        "Жылы", "Шыққан жылы", "Шығарылған жылы", "Түсірілген жылы",
    ),
    TITLE: (
        "Title", "Film", "Movie", "Film title", "Movie title", "Name", "Название", "Фильм",
        "Название фильма", "Атауы", "Фильмнің атауы", "Фильм атауы",
    ),
    "released": (
        "Released", "Release date", "Release", "Premiere", "Премьера", "Дата выхода",
        "Дата выпуска", "Дата премьеры", "Тұсаукесері", "Шыққан күні", "Премьерасы",
    ),
    "director": (
        "Director", "Directors", "Directed by", "By", "Dir", "Dirs", "Film director", "Director(s)",
        "Режиссёр", "Режиссёры", "Режиссёр-постановщик", "Режиссура", "Реж", "Постановщик",
        "Режиссеры фильма", "Режиссер фильма", "Режиссері", "Режиссерлері", "Режиссерлер",
        "Қоюшы режиссері", "Қоюшы режиссер",
    ),
    "cast": (
        "Cast", "Starring", "Stars", "Star", "Actors", "Main cast", "Lead actors", "Featuring",
        "Cast members", "With", "Leads", "Lead cast",
        "В ролях", "В главных ролях", "Актёры", "Роли", "Актёрский состав", "В главной роли",
        "Главные роли", "Главную роль исполнили", "Роли исполняют",
        "Рөлдерде", "Басты рөлдерде", "Басты рөлде", "Актерлар", "Актерлері", "Актерлер",
        "Рөлдерді сомдағандар", "Ойнағандар",
    ),
    "genre": (
        "Genre", "Genres", "Genre(s)", "Жанр", "Жанры", "Жанры", "Жанрлар", "Жанрлары",
    ),
    "country": (
        "Country", "Countries", "Country of origin", "Countries of origin", "Production country",
        "Страна", "Страны", "Страна производства", "Производство",
        "Ел", "Елі", "Мемлекет", "Шығарған елі", "Өндіруші ел",
    ),
    "runtime": (
        "Runtime", "Running time", "Run time", "Duration", "Length", "Time",
        "Продолжительность", "Длительность", "Хронометраж", "Время",
        "Ұзақтығы", "Хронометражы", "Уақыты",
    ),
    "rating": (
        "Rating", "Ratings", "Score", "My rating", "IMDb", "IMDb rating", "IMDb score",
        "Rotten Tomatoes", "Kinopoisk", "Metacritic",
        "Рейтинг", "Оценка", "Рейтинг IMDb", "Рейтинг Кинопоиска", "Кинопоиск", "КиноПоиск",
        "Рейтинг КиноПоиск", "Моя оценка",
        "Рейтингі", "Бағасы", "IMDb рейтингі",
    ),
    "certificate": (
        "Certificate", "Rated", "MPAA rating", "Age rating", "Classification", "Age limit",
        "Возраст", "Возрастное ограничение", "Возрастной рейтинг", "Жас шектеуі", "Жас шегі",
    ),
    "language": (
        "Language", "Languages", "Original language", "Язык", "Языки", "Язык оригинала",
        "Тілі", "Тіл", "Тілдері",
    ),
    "writer": (
        "Writer", "Writers", "Written by", "Screenwriter", "Screenwriters", "Screenplay",
        "Screenplay by", "Script", "Author", "Сценарист", "Сценаристы", "Сценарий",
        "Автор сценария", "Авторы сценария", "Сценарийі", "Сценарий авторы", "Сценарийін жазған",
    ),
    "producer": (
        "Producer", "Producers", "Produced by", "Executive producer",
        "Продюсер", "Продюсеры", "Продюсері", "Продюсерлері",
    ),
    "composer": (
        "Composer", "Composers", "Music", "Music by", "Soundtrack", "Score by",
        "Композитор", "Композиторы", "Музыка", "Саундтрек", "Композиторы", "Музыкасы", "Әні",
    ),
    "cinematography": (
        "Cinematography", "Cinematographer", "Director of photography", "Camera", "DOP",
        "Оператор", "Операторы", "Оператор-постановщик", "Операторы", "Қоюшы операторы",
    ),
    "editor": ("Editor", "Editing", "Edited by", "Монтаж", "Монтажёр", "Монтажы"),
    "studio": (
        "Studio", "Studios", "Production company", "Production companies", "Production",
        "Студия", "Киностудия", "Кинокомпания", "Студиясы", "Киностудиясы",
    ),
    "distributor": ("Distributor", "Distributed by", "Дистрибьютор", "Прокатчик"),
    "budget": ("Budget", "Бюджет", "Бюджеті", "Бюджет фильма"),
    "box_office": (
        "Box office", "Gross", "Worldwide gross", "Worldwide box office", "Earnings",
        "Сборы", "Кассовые сборы", "Сборы в мире", "Мировые сборы", "Кассалық жиын", "Түсімі",
    ),
    "awards": (
        "Awards", "Award", "Prizes", "Oscars", "Награды", "Награда", "Премии", "Призы",
        "Марапаттары", "Марапаттар", "Жүлделері", "Сыйлықтары",
    ),
    "original_title": (
        "Original title", "Original name", "Also known as", "AKA", "Other title", "Other titles",
        "Alternative title", "Оригинальное название", "Название в оригинале", "Другое название",
        "Другие названия", "Бастапқы атауы", "Түпнұсқа атауы", "Басқа атауы",
    ),
    "quote": ("Quote", "Quotes", "Famous quote", "Best quote", "Цитата", "Цитаты", "Дәйексөз"),
    "where_to_watch": (
        "Where to watch", "Watch", "Watch on", "Watch it on", "Streaming", "Streaming on",
        "Available on", "Where to stream", "Stream it on",
        "Где смотреть", "Смотреть", "Где посмотреть", "Қайдан көруге болады", "Қайда көруге болады",
    ),
    "why_watch": (
        "Why watch", "Why watch it", "Why you should watch it", "Why to watch", "Why it's good",
        "Почему стоит посмотреть", "Зачем смотреть", "Почему стоит смотреть", "Почему смотреть",
        "Неге көру керек", "Неліктен көру керек",
    ),
    "theme": ("Theme", "Themes", "Topics", "Тема", "Темы", "Тақырыбы", "Тақырып"),
    "location": (
        "Location", "Locations", "Filming location", "Filming locations", "Место съемок",
        "Места съемок", "Съемки", "Түсірілген жері",
    ),
    "based_on": ("Based on", "Source", "Literary source", "По мотивам", "Негізінде"),
    "note": ("Note", "Notes", "Примечание", "Заметка", "Ескерту", "Ескертпе"),
    "link": (
        "Link", "Links", "Trailer", "URL", "Website", "Ссылка", "Трейлер", "Сілтеме", "Трейлері",
    ),
    "seasons": ("Seasons", "Season", "Episodes", "Сезоны", "Сезонов", "Серии", "Маусым"),
    "tagline": ("Tagline", "Слоган", "Слоганы", "Ұраны"),
    "review": (
        "Review", "My review", "Verdict", "My take", "Opinion", "Critics", "Reception",
        "Рецензия", "Отзыв", "Мнение", "Вердикт", "Критика", "Пікір", "Пікірі",
    ),
}
# fmt: on

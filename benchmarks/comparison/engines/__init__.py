"""One module an engine, each with the same functions, so that none is measured in another way.

    build(films, index)            write a new index of the films into an empty folder
    update(article, films, index)  put these films in the place of the article's films of before
    open_search(index)             context manager of a function: words -> at most ten titles, best
                                   first

kazsearch is built and updated by its own command instead, which reads the articles itself. Modules
import nothing that their engine does not need: they are also what a cold process loads.
"""

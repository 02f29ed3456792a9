package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeContext.Hanging;
import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The comments or the attachments of pages, each in a folder of its page.
 *
 * @param most on one page
 * @param reader of one of them
 */
record Hangings<T>(
    KnowledgeContext desk, PageArchive archive, String folder, int most, Reader<T> reader) {

  private static final String SUFFIX = ".md";
  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,14})\\.md");

  /** Reads one of them; fails with {@code not_found} where there is none. */
  @FunctionalInterface
  interface Reader<T> {
    T read(PagesAtHead snapshot, Hanging which) throws IOException;
  }

  /** Hangs one on a page, as the draft for its number says. */
  T add(long page, Call call, String asked, Function<Hanging, Decided<T>> draft) {
    return new IdempotentCreate(archive, new Claims(desk.context().documents()))
        .once(call, asked, new Hung<>(this, page, draft));
  }

  private record Hung<T>(Hangings<T> all, long page, Function<Hanging, Decided<T>> draft)
      implements IdempotentCreate.Sort<T> {

    @Override
    public void require(PagesAtHead snapshot) throws IOException {
      snapshot.holdings().page("page", page);
      if (all.numbers(snapshot, page).size() >= all.most) {
        throw KnowledgeContext.full("page", all.folder + " of a page", all.most);
      }
    }

    @Override
    public LongPredicate borne(PagesAtHead snapshot) throws IOException {
      return Set.copyOf(all.numbers(snapshot, page))::contains;
    }

    @Override
    public String path(long number) {
      return all.path(new Hanging(page, number));
    }

    @Override
    public T read(PagesAtHead snapshot, long number) throws IOException {
      return all.reader.read(snapshot, new Hanging(page, number));
    }

    @Override
    public Decided<T> made(PagesAtHead snapshot, long number) {
      return draft.apply(new Hanging(page, number));
    }
  }

  /** The one file that each has. */
  String path(Hanging which) {
    return PageFile.below(folder, which.page()) + "/" + which.number() + SUFFIX;
  }

  Page<T> list(Ref of, @Nullable Cursor cursor, @Nullable Integer asked, Call call) {
    long page = KnowledgeContext.number("page", of);
    int limit = KnowledgeContext.LIMIT.of(asked);
    long after = Spaces.after(cursor);
    return archive.read(
        call,
        snapshot -> {
          snapshot.holdings().page("page", page);
          List<Long> numbers =
              numbers(snapshot, page).stream()
                  .filter(number -> number > after)
                  .limit(limit + 1L)
                  .toList();
          Page<Long> slice = Pages.ofOneMore(numbers, limit, number -> Long.toString(number));
          List<T> read = new ArrayList<>();
          for (long number : slice.items()) {
            Cancelled.check(call);
            read.add(reader.read(snapshot, new Hanging(page, number)));
          }
          return new Page<>(read, slice.next());
        });
  }

  private List<Long> numbers(PagesAtHead snapshot, long page) throws IOException {
    return snapshot.names(PageFile.below(folder, page)).stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> Long.valueOf(name.group(1)))
        .sorted()
        .toList();
  }
}

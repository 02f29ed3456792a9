package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.Claims.Claim;
import io.auterity.plugins.knowledge.Desk.Hanging;
import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on pages, each in a folder of its page.
 *
 * @param suffix of the one file that each has
 */
record Hangings(PageArchive archive, String folder, String suffix) {

  /** Reads one of them. */
  @FunctionalInterface
  interface Reader<T> {
    T read(PagesAtHead snapshot, Hanging which) throws IOException;
  }

  /** Fails where there is no such page, or too much hangs on it. */
  void requireRoom(long page, int most, Call call) {
    int there =
        archive.read(
            call,
            snapshot -> numbers(snapshot, snapshot.holdings().page("page", page).number()).size());
    if (there >= most) {
      throw Desk.full("page", folder + " of a page", most);
    }
  }

  /** Commits the draft unless an earlier attempt of the call has. */
  void add(Hanging made, Claim claim, Call call, Draft draft) {
    String path = HeldPage.below(folder, made.page()) + "/" + made.number() + suffix;
    archive.write(
        call,
        snapshot -> {
          snapshot.holdings().page("page", made.page());
          boolean was = claim.repeated() && snapshot.had(path);
          return was ? Draft.of(draft.message()) : draft;
        });
  }

  <T> Page<T> list(
      Ref of, @Nullable Cursor cursor, @Nullable Integer asked, Call call, Reader<T> reader) {
    long page = Desk.number("page", of);
    int limit = Desk.LIMIT.of(asked);
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
    return snapshot.names(HeldPage.below(folder, page)).stream()
        .filter(name -> name.matches("[1-9][0-9]{0,14}" + suffix.replace(".", "\\.")))
        .map(name -> Long.valueOf(name.substring(0, name.length() - suffix.length())))
        .sorted()
        .toList();
  }
}

package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Pages: written, read, changed, listed and deleted. */
record PageStore(KnowledgeContext desk, PageArchive archive) {

  private static final int MOST = 10_000;
  private static final Pattern PLACE = Pattern.compile("(-?[0-9]{1,10}):([0-9]{1,15})");

  KnowledgePage create(NewPage input, Call call) {
    PageTexts.line("title", input.title());
    String body = PageTexts.body("body", Objects.requireNonNullElse(input.body(), ""));
    return new IdempotentCreate(archive, new Claims(desk.context().documents()))
        .once(call, input.toString(), new Written(input, body, desk.now()));
  }

  /** One that is being written. */
  private final class Written implements IdempotentCreate.Sort<KnowledgePage> {

    private final NewPage input;
    private final String body;
    private final Instant now;

    Written(NewPage input, String body, Instant now) {
      this.input = input;
      this.body = body;
      this.now = now;
    }

    @Override
    public void require(PagesAtHead snapshot) {
      place(snapshot.holdings(), input);
      if (snapshot.holdings().pages().size() >= MOST) {
        throw KnowledgeContext.full("space", "pages", MOST);
      }
    }

    @Override
    public LongPredicate borne(PagesAtHead snapshot) {
      return snapshot.holdings().pages()::containsKey;
    }

    @Override
    public String path(long number) {
      return PageFile.path(number);
    }

    @Override
    public KnowledgePage read(PagesAtHead snapshot, long number) throws IOException {
      return PageStore.this.read(snapshot, number);
    }

    @Override
    public Decided<KnowledgePage> made(PagesAtHead snapshot, long number) {
      PageFile page = PageStore.made(snapshot.holdings(), input, number, now);
      Draft draft =
          Draft.of("Write " + input.title())
              .put(page.path(), page.bytes(body))
              .telling(KnowledgeEvents.page(KnowledgeEvents.PAGE_CREATED, page));
      return new Decided<>(draft, page.with(body).record(desk, body));
    }
  }

  private record Place(long space, long parent) {}

  private static Place place(Holdings holdings, NewPage input) {
    long space = holdings.space(KnowledgeContext.number("space", input.space())).number();
    Ref parent = input.parent();
    if (parent == null) {
      return new Place(space, 0);
    }
    PageFile above = holdings.page("parent", KnowledgeContext.number("parent", parent));
    if (above.space() != space) {
      throw Refusal.invalid("parent", "is a page of another space");
    }
    return new Place(space, above.number());
  }

  private static PageFile made(Holdings holdings, NewPage input, long number, Instant now) {
    Place place = place(holdings, input);
    Integer position = input.position();
    return new PageFile(
        number,
        ObjectId.zeroId(),
        place.space(),
        place.parent(),
        input.title(),
        position == null ? last(holdings, place) : position,
        now,
        now);
  }

  private static int last(Holdings holdings, Place place) {
    return holdings.pages().values().stream()
        .filter(page -> page.space() == place.space() && page.parent() == place.parent())
        .mapToInt(PageFile::position)
        .filter(position -> position < Integer.MAX_VALUE)
        .map(position -> position + 1)
        .max()
        .orElse(0);
  }

  KnowledgePage get(WhichPage input, Call call) {
    long number = KnowledgeContext.number("page", input.page());
    return archive.read(call, snapshot -> read(snapshot, number));
  }

  private KnowledgePage read(PagesAtHead snapshot, long number) throws IOException {
    PageFile page = snapshot.holdings().page("page", number);
    return page.record(desk, snapshot.body(page));
  }

  KnowledgePage update(PageUpdate update, Call call) {
    PageTexts.requireKept("title", update.title());
    long number = KnowledgeContext.number("page", update.page());
    return archive.write(call, snapshot -> updated(snapshot, number, update));
  }

  private Decided<KnowledgePage> updated(PagesAtHead snapshot, long number, PageUpdate update)
      throws IOException {
    PageFile before = snapshot.holdings().page("page", number);
    before.require(update.expected());
    String old = snapshot.body(before);
    String title = PageTexts.line("title", PageTexts.changed(update.title(), before.title()));
    String body = PageTexts.body("body", PageTexts.changed(update.body(), old));
    Draft draft = Draft.of("Change " + title);
    if (title.equals(before.title()) && body.equals(old)) {
      return new Decided<>(draft, before.record(desk, old));
    }
    PageFile after = before.titled(title, desk.now());
    return new Decided<>(
        draft
            .put(after.path(), after.bytes(body))
            .telling(KnowledgeEvents.page(KnowledgeEvents.PAGE_UPDATED, after)),
        after.with(body).record(desk, body));
  }

  Done delete(WhichPage input, Call call) {
    long number = KnowledgeContext.number("page", input.page());
    return archive.write(
        call,
        snapshot -> {
          PageFile page = snapshot.holdings().page("page", number);
          int below = snapshot.holdings().under(number).size();
          if (below > 0) {
            throw KnowledgeContext.conflict(
                "page", "%d pages stand under it: move or delete them first".formatted(below));
          }
          Draft draft =
              Draft.of("Delete " + page.title())
                  .telling(KnowledgeEvents.page(KnowledgeEvents.PAGE_DELETED, page));
          remove(page, draft);
          return new Decided<>(draft, Done.DONE);
        });
  }

  /** Takes out a page with all that hangs on it. */
  static void remove(PageFile page, Draft draft) {
    draft.remove(page.path());
    draft.remove(PageFile.below(Attachments.FOLDER, page.number()));
    draft.remove(PageFile.below(Comments.FOLDER, page.number()));
  }

  Page<KnowledgePage> list(PageListing query, Call call) {
    int limit = KnowledgeContext.LIMIT.of(query.limit());
    Ref parent = query.parent();
    Predicate<PageFile> later =
        query.cursor() == null ? page -> true : after(query.cursor().value());
    List<PageFile> found =
        archive.read(
            call,
            snapshot -> {
              long space =
                  snapshot
                      .holdings()
                      .space(KnowledgeContext.number("space", query.space()))
                      .number();
              long above = above(snapshot.holdings(), parent);
              return under(snapshot.holdings(), above, query.depth())
                  .filter(page -> page.space() == space)
                  .filter(later)
                  .sorted(PageFile.ORDER)
                  .limit(limit + 1L)
                  .toList();
            });
    return Pages.ofOneMore(found, limit, page -> page.position() + ":" + page.number())
        .map(page -> page.record(desk, null));
  }

  private static Stream<PageFile> under(Holdings holdings, long above, PageDepth depth) {
    Stream<PageFile> pages = holdings.pages().values().stream();
    return switch (depth) {
      case CHILDREN -> pages.filter(page -> page.parent() == above);
      case ALL -> above == 0 ? pages : holdings.below(above, Integer.MAX_VALUE).stream();
      default -> throw KnowledgeContext.unsupported("depth", "pages are listed as children or all");
    };
  }

  private static long above(Holdings holdings, @Nullable Ref parent) {
    return parent == null
        ? 0
        : holdings.page("parent", KnowledgeContext.number("parent", parent)).number();
  }

  // A place, not an item: pages may be deleted between two looks.
  private static Predicate<PageFile> after(String cursor) {
    Matcher place = PLACE.matcher(cursor);
    if (!place.matches()) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    long position = Long.parseLong(place.group(1));
    long number = Long.parseLong(place.group(2));
    return page ->
        page.position() > position || (page.position() == position && page.number() > number);
  }
}

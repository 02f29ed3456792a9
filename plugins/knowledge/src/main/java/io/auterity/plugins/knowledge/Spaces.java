package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.Space;
import io.auterity.spi.knowledge.SpaceQuery;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.Pages;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Spaces: made, read, changed and deleted with their pages. */
record Spaces(KnowledgeContext desk, PageArchive archive) {

  private static final int MOST = 1_000;

  Space create(NewSpace input, Call call) {
    String name = PageTexts.line("name", input.name());
    String description = PageTexts.description(Objects.requireNonNullElse(input.description(), ""));
    return new IdempotentCreate(archive, new Claims(desk.context().documents()))
        .once(call, input.toString(), new Begun(name, description, desk.now()));
  }

  /** One that is being made. */
  private final class Begun implements IdempotentCreate.Sort<Space> {

    private final String name;
    private final String description;
    private final Instant now;

    Begun(String name, String description, Instant now) {
      this.name = name;
      this.description = description;
      this.now = now;
    }

    @Override
    public void require(PagesAtHead snapshot) {
      if (snapshot.holdings().spaces().size() >= MOST) {
        throw KnowledgeContext.full("name", "spaces", MOST);
      }
    }

    @Override
    public LongPredicate borne(PagesAtHead snapshot) {
      return snapshot.holdings().spaces()::containsKey;
    }

    @Override
    public String path(long number) {
      return SpaceFile.path(number);
    }

    @Override
    public Space read(PagesAtHead snapshot, long number) {
      return snapshot.holdings().space(number).record(desk);
    }

    @Override
    public Decided<Space> made(PagesAtHead snapshot, long number) {
      SpaceFile made = new SpaceFile(number, name, description, now);
      Draft draft =
          Draft.of("Make space " + name)
              .put(made.path(), made.bytes())
              .telling(KnowledgeEvents.space(KnowledgeEvents.SPACE_CREATED, made));
      return new Decided<>(draft, made.record(desk));
    }
  }

  Space get(WhichSpace input, Call call) {
    long number = KnowledgeContext.number("space", input.space());
    return archive.read(call, snapshot -> snapshot.holdings().space(number).record(desk));
  }

  Space update(SpaceUpdate update, Call call) {
    PageTexts.requireKept("name", update.name());
    long number = KnowledgeContext.number("space", update.space());
    return archive.write(
        call,
        snapshot -> {
          SpaceFile before = snapshot.holdings().space(number);
          SpaceFile after =
              new SpaceFile(
                  number,
                  PageTexts.line("name", PageTexts.changed(update.name(), before.name())),
                  PageTexts.description(
                      PageTexts.changed(update.description(), before.description())),
                  before.createdAt());
          Draft draft =
              Draft.of("Change space " + after.name())
                  .telling(KnowledgeEvents.space(KnowledgeEvents.SPACE_UPDATED, after));
          if (!after.equals(before)) {
            draft.put(after.path(), after.bytes());
          }
          return new Decided<>(draft, after.record(desk));
        });
  }

  Done delete(WhichSpace input, Call call) {
    long number = KnowledgeContext.number("space", input.space());
    return archive.write(
        call,
        snapshot -> {
          SpaceFile space = snapshot.holdings().space(number);
          Draft draft =
              Draft.of("Delete space " + space.name())
                  .remove(space.path())
                  .telling(KnowledgeEvents.space(KnowledgeEvents.SPACE_DELETED, space));
          snapshot.holdings().pages().values().stream()
              .filter(page -> page.space() == number)
              .forEach(page -> PageStore.remove(page, draft));
          return new Decided<>(draft, Done.DONE);
        });
  }

  Page<Space> list(SpaceQuery query, Call call) {
    int limit = KnowledgeContext.LIMIT.of(query.limit());
    long after = after(query.cursor());
    List<SpaceFile> found =
        archive.read(
            call,
            snapshot ->
                snapshot.holdings().spaces().tailMap(after, false).values().stream()
                    .limit(limit + 1L)
                    .toList());
    return Pages.ofOneMore(found, limit, space -> Long.toString(space.number()))
        .map(space -> space.record(desk));
  }

  /** The number that a page of a list comes after. */
  static long after(@Nullable Cursor cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.value().matches("[0-9]{1,15}")) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    return Long.parseLong(cursor.value());
  }
}

package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.Claims.Claim;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spaces: made, read, changed and deleted with their pages. */
record Spaces(Desk desk, PageArchive archive) {

  private static final int MOST = 1_000;

  Space create(NewSpace input, Call call) {
    String name = PageTexts.line("name", input.name());
    String description = PageTexts.description(Objects.requireNonNullElse(input.description(), ""));
    Holdings before = archive.read(call, PagesAtHead::holdings);
    if (before.spaces().size() >= MOST) {
      throw Desk.full("name", "spaces", MOST);
    }
    Claim claim =
        new Claims(desk.context().documents())
            .claim(call, input.toString(), before.spaces()::containsKey);
    HeldSpace made = new HeldSpace(claim.number(), name, description, desk.now());
    archive.write(
        call,
        snapshot -> {
          Draft draft = Draft.of("Make space " + name);
          boolean was =
              claim.repeated()
                  && (snapshot.holdings().spaces().containsKey(claim.number())
                      || snapshot.had(made.path()));
          return was ? draft : draft.put(made.path(), made.bytes());
        });
    return held(claim.number(), call).record(desk);
  }

  Space get(WhichSpace input, Call call) {
    return held(Desk.number("space", input.space()), call).record(desk);
  }

  private HeldSpace held(long number, Call call) {
    return archive.read(call, snapshot -> snapshot.holdings().space(number));
  }

  Space update(SpaceUpdate update, Call call) {
    PageTexts.requireKept("name", update.name());
    long number = Desk.number("space", update.space());
    archive.write(
        call,
        snapshot -> {
          HeldSpace before = snapshot.holdings().space(number);
          HeldSpace after =
              new HeldSpace(
                  number,
                  PageTexts.line("name", PageTexts.changed(update.name(), before.name())),
                  PageTexts.description(
                      PageTexts.changed(update.description(), before.description())),
                  before.createdAt());
          Draft draft = Draft.of("Change space " + after.name());
          return after.equals(before) ? draft : draft.put(after.path(), after.bytes());
        });
    return held(number, call).record(desk);
  }

  Done delete(WhichSpace input, Call call) {
    long number = Desk.number("space", input.space());
    archive.write(
        call,
        snapshot -> {
          HeldSpace space = snapshot.holdings().space(number);
          Draft draft = Draft.of("Delete space " + space.name()).remove(space.path());
          snapshot.holdings().pages().values().stream()
              .filter(page -> page.space() == number)
              .forEach(page -> PageStore.remove(page, draft));
          return draft;
        });
    return Done.DONE;
  }

  Page<Space> list(SpaceQuery query, Call call) {
    int limit = Desk.LIMIT.of(query.limit());
    long after = after(query.cursor());
    List<HeldSpace> found =
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

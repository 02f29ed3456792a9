package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store lists of its pages, and where they move. */
abstract class PagePlaceTests extends KnowledgePart {

  PagePlaceTests(KnowledgeContract contract) {
    super(contract);
  }

  @Test
  void pagesOfASpaceAreListedOnceEach() {
    need("page.list");
    Ref space = space();
    List<Ref> made = Stream.of(1, 2, 3, 4, 5).map(i -> page(space).ref()).toList();

    List<KnowledgePage> listed = all(slice -> listPages(space, null, PageDepth.CHILDREN, slice), 2);

    assertThat(listed).extracting(KnowledgePage::ref).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void aPageUnderAPageIsListedAsDeepAsIsAskedFor() {
    need("page.list", "page.create");
    Ref space = space();
    Ref top = page(space).ref();
    Ref below = under(space, top);
    if (below == null) { // Pages cannot stand under pages.
      return;
    }
    Ref low = Objects.requireNonNull(under(space, below));

    List<Boolean> offered =
        List.of(
            listsOrRefuses(space, null, PageDepth.CHILDREN, top),
            listsOrRefuses(space, null, PageDepth.ALL, top, below, low),
            listsOrRefuses(space, top, PageDepth.CHILDREN, below),
            listsOrRefuses(space, top, PageDepth.ALL, below, low));
    assertThat(offered).contains(true);
  }

  private boolean listsOrRefuses(Ref space, @Nullable Ref parent, PageDepth depth, Ref... pages) {
    List<Ref> listed = new ArrayList<>();
    Optional<Failure> refused =
        Failures.of(
            () ->
                all(slice -> listPages(space, parent, depth, slice), 2)
                    .forEach(page -> listed.add(page.ref())));
    if (refused.isPresent()) {
      assertThat(refused.get().code()).isEqualTo(FailureCode.UNSUPPORTED);
      assertThat(refused.get().fields()).containsKey("depth");
      return false;
    }
    assertThat(listed).containsExactlyInAnyOrder(pages);
    return true;
  }

  @Nullable Ref under(Ref space, Ref parent) {
    try {
      NewPage input = new NewPage(space, parent, contract.freshName(), "Text", null);
      return knowledge().createPage(input, call("page.create")).ref();
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
      return null;
    }
  }

  @Test
  void aPageMovesToAnotherSpace() {
    need("page.move", "page.list", "space.create");
    Ref from = space();
    Ref to = space();
    Ref page = page(from).ref();

    knowledge().movePage(new PageMove(page, to, null, null), call("page.move"));

    assertThat(listPages(to, null, PageDepth.CHILDREN, new Slice(null, 10)).items())
        .extracting(KnowledgePage::ref)
        .containsExactly(page);
    assertThat(listPages(from, null, PageDepth.CHILDREN, new Slice(null, 10)).items()).isEmpty();
  }

  @Test
  void aMoveToNowhereIsRefused() {
    need("page.move");
    Ref page = page(space()).ref();

    expect(
        FailureCode.INVALID,
        () -> knowledge().movePage(new PageMove(page, null, null, null), call("page.move")));
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    need("page.list");
    Ref space = space();
    for (int limit : new int[] {0, 201}) {
      expect(
          FailureCode.INVALID,
          () -> listPages(space, null, PageDepth.CHILDREN, new Slice(null, limit)));
    }
  }

  private Page<KnowledgePage> listPages(
      Ref space, @Nullable Ref parent, PageDepth depth, Slice slice) {
    return knowledge()
        .listPages(
            new PageListing(space, parent, depth, slice.cursor(), slice.limit()),
            call("page.list"));
  }
}

package io.auterity.plugins.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichRevision;
import io.auterity.testkit.FakeDirectory;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnowledgeStoreTest {

  private final KnowledgeStore store = KnowledgeStore.open();
  private final Ref space = store.space("Handbook");

  private KnowledgePage move(
      Ref page, @Nullable Ref to, @Nullable Ref parent, @Nullable Integer position) {
    return store
        .knowledge()
        .movePage(new PageMove(page, to, parent, position), store.call("page.move"));
  }

  private String exported(Ref page, PageFormat format) {
    Content content =
        store
            .knowledge()
            .exportContent(new PageExport(page, format), store.call("content.export"))
            .content();
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }

  private KnowledgePage imported(PageFormat format, String text) {
    return store
        .knowledge()
        .importContent(
            new PageImport(
                space,
                null,
                "Imported",
                format,
                Content.of("text/plain", text.getBytes(StandardCharsets.UTF_8))),
            store.call("content.import"));
  }

  // --- places and order
  // ---------------------------------------------------------------------------

  @Test
  void pagesStandInTheOrderTheyWereWrittenUnlessMoved() {
    Ref first = store.page(space, null, "First", "");
    store.page(space, null, "Second", "");
    store.page(space, null, "Third", "");

    assertThat(store.titles(space, null)).containsExactly("First", "Second", "Third");
    assertThat(move(first, null, null, 9).position()).isEqualTo(9);

    assertThat(store.titles(space, null)).containsExactly("Second", "Third", "First");
  }

  @Test
  void aPageTakesThoseUnderItAlong() {
    Ref other = store.space("Archive");
    Ref top = store.page(space, null, "Top", "");
    Ref middle = store.page(space, top, "Middle", "text of the middle");
    Ref low = store.page(space, middle, "Low", "");

    KnowledgePage moved = move(top, other, null, null);

    assertThat(moved.space()).isEqualTo(other);
    assertThat(store.read(low).space()).isEqualTo(other);
    assertThat(store.read(low).parent()).isEqualTo(middle);
    assertThat(store.read(middle).body()).isEqualTo("text of the middle");
    assertThat(store.titles(space, null)).isEmpty();
  }

  @Test
  void aPageMovesUnderAnotherAndBackToTheTop() {
    Ref top = store.page(space, null, "Top", "");
    Ref page = store.page(space, null, "Page", "");

    assertThat(move(page, null, top, null).parent()).isEqualTo(top);
    assertThat(store.titles(space, top)).containsExactly("Page");

    assertThat(move(page, space, null, null).parent()).isNull();
    assertThat(store.titles(space, top)).isEmpty();
  }

  @Test
  void aPageNeverStandsUnderItself() {
    Ref top = store.page(space, null, "Top", "");
    Ref low = store.page(space, store.page(space, top, "Middle", ""), "Low", "");

    assertThat(Failures.field(() -> move(top, null, low, null))).isEqualTo("parent");
    assertThat(Failures.field(() -> move(top, null, top, null))).isEqualTo("parent");
  }

  @Test
  void aParentOfAnotherSpaceIsRefused() {
    Ref elsewhere = store.page(store.space("Other"), null, "Elsewhere", "");
    Ref page = store.page(space, null, "Page", "");

    assertThat(Failures.field(() -> store.page(space, elsewhere, "Low", ""))).isEqualTo("parent");
    assertThat(Failures.field(() -> move(page, space, elsewhere, null))).isEqualTo("parent");
  }

  @Test
  void aPageWithOthersUnderItIsNotDeleted() {
    Ref top = store.page(space, null, "Top", "");
    store.page(space, top, "Low", "");

    Failures.expect(
        FailureCode.CONFLICT,
        () -> store.knowledge().deletePage(new WhichPage(top), store.call("page.delete")));
  }

  @Test
  void aListGoesOnThoughItsPlaceWasDeleted() {
    Ref first = store.page(space, null, "First", "");
    store.page(space, null, "Second", "");
    Page<KnowledgePage> page =
        store
            .knowledge()
            .listPages(
                new PageListing(space, null, PageDepth.CHILDREN, null, 1), store.call("page.list"));

    store.knowledge().deletePage(new WhichPage(first), store.call("page.delete"));

    assertThat(
            store
                .knowledge()
                .listPages(
                    new PageListing(space, null, PageDepth.CHILDREN, page.next(), 1),
                    store.call("page.list"))
                .items())
        .extracting(KnowledgePage::title)
        .containsExactly("Second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "1:2:3", "99999999999:1", ":", "-"})
  void aCursorOfNoListIsRefused(String cursor) {
    assertThat(
            Failures.field(
                () ->
                    store
                        .knowledge()
                        .listPages(
                            new PageListing(space, null, PageDepth.CHILDREN, new Cursor(cursor), 1),
                            store.call("page.list"))))
        .isEqualTo("cursor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1/2", "../1", "1.md", "01", "9999999999999999999"})
  void anIdOfAnotherFormIsUnknown(String id) {
    Ref ref = Ref.of(id);

    Failures.expect(FailureCode.NOT_FOUND, () -> store.read(ref));
    Failures.expect(FailureCode.NOT_FOUND, () -> store.titles(ref, null));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            store
                .knowledge()
                .getAttachment(
                    new WhichAttachment(Ref.of(id + "/")), store.call("attachment.get")));
  }

  @Test
  void aMoveOfAnotherStateThanExpectedIsRefused() {
    Ref page = store.page(space, null, "Page", "");
    String read = store.read(page).revision();
    String moved = move(page, null, null, 3).revision();

    assertThat(moved).isNotEqualTo(read).isEqualTo(store.read(page).revision());
    Failures.expect(
        FailureCode.CONFLICT,
        () ->
            store
                .knowledge()
                .movePage(new PageMove(page, null, null, 4, read), store.call("page.move")));
    assertThat(store.read(page).position()).isEqualTo(3);
  }

  @Test
  void aWholeSpaceIsListedAtAnyDepth() {
    Ref top = store.page(space, null, "Top", "");
    store.page(space, store.page(space, top, "Middle", ""), "Low", "");
    store.page(store.space("Other"), null, "Elsewhere", "");

    assertThat(allTitles(null)).containsExactlyInAnyOrder("Top", "Middle", "Low");
    assertThat(allTitles(top)).containsExactlyInAnyOrder("Middle", "Low");
  }

  private List<String> allTitles(@Nullable Ref parent) {
    return store
        .knowledge()
        .listPages(
            new PageListing(space, parent, PageDepth.ALL, null, null), store.call("page.list"))
        .items()
        .stream()
        .map(KnowledgePage::title)
        .toList();
  }

  @Test
  void anImportThatIsNoTextIsRefused() {
    Content content = Content.of("text/plain", new byte[] {(byte) 0xff});

    assertThat(
            Failures.field(
                () ->
                    store
                        .knowledge()
                        .importContent(
                            new PageImport(space, null, "Bytes", PageFormat.MARKDOWN, content),
                            store.call("content.import"))))
        .isEqualTo("content");
  }

  // --- texts
  // --------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "---\n",
        "---\ntitle: \"x\"\n---\ny",
        "\n\n---\n",
        "a\r\nb",
        " \t\n",
        "\u2028"
      })
  void aTextIsKeptAsItIs(String body) {
    assertThat(store.read(store.page(space, null, "Odd", body)).body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "\u0000", "\uD800"})
  void aTitleIsOneLine(String title) {
    assertThat(Failures.field(() -> store.page(space, null, title, ""))).isEqualTo("title");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    Failures.expect(
        FailureCode.TOO_LARGE, () -> store.page(space, null, "Long", "x".repeat(1_000_001)));
    Failures.expect(FailureCode.INVALID, () -> store.found("x".repeat(1_001)));
  }

  @Test
  void aFullDirectoryTakesNoPage() {
    KnowledgeStore full =
        KnowledgeStore.open(KnowledgeStore.fresh().withDirectory(new FakeDirectory(200_000)));
    Ref small = full.space("Small");

    Failures.expect(
        FailureCode.QUOTA_EXHAUSTED, () -> full.page(small, null, "Big", "x".repeat(300_000)));
    assertThat(full.titles(small, null)).isEmpty();
  }

  @Test
  void whatIsFullCanStillBeSearched() {
    KnowledgeStore full =
        KnowledgeStore.open(KnowledgeStore.fresh().withDirectory(new FakeDirectory(380_000)));
    Ref small = full.space("Small");
    List<Ref> made = new ArrayList<>();
    Failures.expect(
        FailureCode.QUOTA_EXHAUSTED,
        () -> {
          while (true) {
            made.add(full.page(small, null, "Page", "zugzwang " + "x".repeat(1_000)));
          }
        });

    assertThat(full.found("zugzwang")).containsExactlyInAnyOrderElementsOf(made);
  }

  // --- what hangs on pages
  // ------------------------------------------------------------------------

  @Test
  void whatHangsOnAPageGoesWithIt() {
    Ref page = store.page(space, null, "Page", "");
    Ref attachment =
        store
            .knowledge()
            .uploadAttachment(
                new NewAttachment(page, "a.txt", Content.of("text/plain", new byte[] {1})),
                store.call("attachment.upload"))
            .ref();
    store
        .knowledge()
        .createComment(new NewPageComment(page, "Well done"), store.call("comment.create"));

    store.knowledge().deletePage(new WhichPage(page), store.call("page.delete"));

    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            store
                .knowledge()
                .getAttachment(new WhichAttachment(attachment), store.call("attachment.get")));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            store
                .knowledge()
                .listComments(new PageCommentQuery(page, null, null), store.call("comment.list")));
  }

  @Test
  void aRevisionIsACommitWithItsAuthor() {
    Json.Obj author =
        Json.EMPTY.with("name", Json.of("Ada Öz")).with("email", Json.of("ada@example.org"));
    KnowledgeStore signed =
        KnowledgeStore.open(KnowledgeStore.fresh().withConfig(Json.EMPTY.with("author", author)));
    Ref in = signed.space("Handbook");
    Ref page = signed.page(in, null, "Page", "one");
    signed.page(in, null, "Other", "not of it");
    signed.write(page, "two");

    List<PageRevision> revisions =
        signed
            .knowledge()
            .listRevisions(new PageRevisionQuery(page, null, null), signed.call("revision.list"))
            .items();

    assertThat(revisions)
        .extracting(PageRevision::message)
        .containsExactly("Change Page", "Write Page");
    assertThat(revisions).extracting(PageRevision::author).containsOnly("Ada Öz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main", "HEAD", "0000000000000000000000000000000000000001", "x"})
  void aRevisionThatIsNoneIsUnknown(String revision) {
    Ref page = store.page(space, null, "Page", "");

    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            store
                .knowledge()
                .getRevision(new WhichRevision(page, revision), store.call("revision.get")));
  }

  // --- search
  // -------------------------------------------------------------------------------------

  @Test
  void aTitleCountsMoreThanAText() {
    Ref text = store.page(space, null, "Chess", "An endgame is what follows the middle game.");
    Ref title = store.page(space, null, "Endgame", "What follows the middle game.");

    assertThat(store.found("ENDGAME")).containsExactly(title, text);
  }

  @Test
  void aSearchFollowsChangesAndDeletions() {
    Ref page = store.page(space, null, "Page", "zugzwang");
    assertThat(store.found("zugzwang")).containsExactly(page);

    store.write(page, "zwischenzug");
    assertThat(store.found("zugzwang")).isEmpty();
    assertThat(store.found("zwischenzug")).containsExactly(page);

    store.knowledge().deletePage(new WhichPage(page), store.call("page.delete"));
    assertThat(store.found("zwischenzug")).isEmpty();
  }

  @Test
  void hitsComeInPagesWithWhatStandsAroundTheWord() {
    IntStream.range(0, 5)
        .forEach(i -> store.page(space, null, "Page " + i, "long ".repeat(99) + "zugzwang " + i));
    ContentSearch first = new ContentSearch("Zugzwang", space, null, 2);

    Page<ContentHit> one = store.knowledge().searchContent(first, store.call("content.search"));
    Page<ContentHit> two =
        store
            .knowledge()
            .searchContent(
                new ContentSearch("Zugzwang", space, one.next(), 3), store.call("content.search"));

    assertThat(one.total()).isEqualTo(5);
    assertThat(one.items())
        .extracting(ContentHit::page)
        .doesNotContainAnyElementsOf(two.items().stream().map(ContentHit::page).toList());
    assertThat(two.items()).hasSize(3);
    assertThat(two.next()).isNull();
    assertThat(one.items().getFirst().snippet()).contains("zugzwang").startsWith("… long");
  }

  // --- other formats
  // ------------------------------------------------------------------------------

  @Test
  void anExportAsHtmlPassesNoScriptOn() {
    Ref page = store.page(space, null, "Page", "**bold** <script>x()</script> [a](javascript:x())");

    assertThat(exported(page, PageFormat.HTML))
        .contains("<strong>bold</strong>")
        .doesNotContain("<script>")
        .doesNotContain("javascript:");
    assertThat(exported(page, PageFormat.TEXT)).startsWith("bold");
    Failures.expect(FailureCode.UNSUPPORTED, () -> exported(page, PageFormat.PDF));
  }

  @Test
  void aPlainTextIsShownAsItIs() {
    String text = "# no head\n* no list\n1. no number\n<b>a_b_c</b>\n    no code";

    KnowledgePage page = imported(PageFormat.TEXT, text);

    assertThat(exported(page.ref(), PageFormat.HTML))
        .doesNotContain("<h1>", "<li>", "<b>", "<code>")
        .contains("# no head", "* no list", "1. no number", "&lt;b&gt;a_b_c&lt;/b&gt;");
    Failures.expect(FailureCode.UNSUPPORTED, () -> imported(PageFormat.HTML, "<p>x</p>"));
  }

  // --- at once
  // ------------------------------------------------------------------------------------

  @Test
  void nothingOfManyWritersIsLost() throws InterruptedException, ExecutionException {
    KnowledgeStore second = KnowledgeStore.open(store.provider());
    List<Callable<Ref>> tasks =
        IntStream.range(0, 24)
            .<Callable<Ref>>mapToObj(i -> () -> written(i % 2 == 0 ? store : second, "Page " + i))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Ref> task : threads.invokeAll(tasks)) {
        assertThat(task.get()).isNotNull();
      }
    }

    assertThat(store.titles(space, null)).hasSize(24);
    assertThat(second.titles(space, null)).hasSize(24);
  }

  private Ref written(KnowledgeStore by, String title) {
    while (true) {
      try {
        return by.page(space, null, title, "text");
      } catch (CallFailedException e) {
        // Two servers of one directory may get into each other's way; they say so.
        assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT);
      }
    }
  }

  @Test
  void anUpdateThatChangesNothingIsNoRevision() {
    Ref page = store.page(space, null, "Page", "same");

    store
        .knowledge()
        .updatePage(
            new PageUpdate(page, Change.to("Page"), Change.to("same")), store.call("page.update"));

    assertThat(
            store
                .knowledge()
                .listRevisions(new PageRevisionQuery(page, null, null), store.call("revision.list"))
                .items())
        .hasSize(1);
  }

  @Test
  void aDeletedPageIsNotMadeAgainByTheRepetition() {
    NewPage input = new NewPage(space, null, "Once", null, null);
    Ref page =
        store
            .knowledge()
            .createPage(input, store.call("page.create").withIdempotencyKey("k"))
            .ref();
    store.knowledge().deletePage(new WhichPage(page), store.call("page.delete"));

    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            store.knowledge().createPage(input, store.call("page.create").withIdempotencyKey("k")));
    assertThat(store.titles(space, null)).isEmpty();
  }
}

package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.AttachmentContent;
import io.auterity.spi.knowledge.AttachmentQuery;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageAttachment;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageCommentUpdate;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PagePermission;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.PageShare;
import io.auterity.spi.knowledge.PageShareQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.Space;
import io.auterity.spi.knowledge.SpaceQuery;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichPageComment;
import io.auterity.spi.knowledge.WhichPageShare;
import io.auterity.spi.knowledge.WhichRevision;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.testkit.FakeCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@code knowledge} connector must do, whatever its vendor. It asks for nothing that the
 * connector does not declare, and works in a space that the set-up gives it.
 */
public abstract class KnowledgeContract extends ConnectorContract<Knowledge> {

  private static final String UNICODE = "Überall 日本 🚀 עברית";
  private static final List<String> HOSTILE =
      List.of(
          "../../etc/passwd",
          "a/b\\c",
          "CON",
          "-rf",
          "'; DROP TABLE pages; --",
          "<script>alert(1)</script>",
          "${jndi:ldap://x}",
          "{{7*7}}",
          "%00%2e%2e",
          "\"quoted\" & <b>",
          "null",
          "\u202Etxt.exe");

  private final List<Ref> spaces = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private ProviderContext provider;

  @SuppressWarnings("NullAway.Init")
  private Knowledge knowledge;

  protected KnowledgeContract() {
    super(Knowledge.class);
  }

  /** A name or title that nothing has yet. */
  protected abstract String freshName();

  /** An id of the vendor's form that names nothing. */
  protected abstract String unknownId();

  /** A space to write in; override where the vendor's spaces are not made by its API. */
  protected Ref space(Knowledge instance, ProviderContext of) {
    Ref made =
        instance.createSpace(new NewSpace(freshName(), null), call("space.create", of)).ref();
    spaces.add(made);
    return made;
  }

  /**
   * A provider whose vendor refuses so; empty where the set-up cannot bring that about. Asked for
   * {@code unauthenticated}, {@code rate_limited} and {@code timeout}.
   */
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  /** Id of somebody with whom pages may be shared. */
  protected String someone() {
    return "1";
  }

  /** Waits until the vendor's search knows what was written, where it lags behind. */
  protected void untilSearchable() {}

  @BeforeEach
  void openAProvider() {
    provider = provider();
    knowledge = open(provider);
  }

  @AfterEach
  void deleteWhatWasMade() {
    if (supports("space.delete")) {
      spaces.forEach(
          space ->
              Failures.of(
                  () -> knowledge.deleteSpace(new WhichSpace(space), asked("space.delete"))));
    }
  }

  // --- one input for each operation
  // ---------------------------------------------------------------

  @Override
  protected Object input(String operation, Knowledge instance) {
    if (!supports(operation)) {
      // What is refused as unsupported is refused whatever is asked for.
      Ref any = new Ref(provider.id(), unknownId());
      return about(operation, any, any, any, "1");
    }
    knowledge = instance;
    if (operation.equals("space.create") || operation.equals("space.list")) {
      return about(operation, Ref.of(""), Ref.of(""), Ref.of(""), "");
    }
    Ref space = space();
    boolean ofPage = !operation.startsWith("space.") && !operation.equals("page.create");
    Ref page = ofPage ? page(space).ref() : Ref.of("");
    return about(operation, space, page, hangingFor(operation, page), revisionFor(operation, page));
  }

  private Ref hangingFor(String operation, Ref page) {
    return switch (operation) {
      case "attachment.get", "attachment.delete" -> attached(page, "a.txt", "A").ref();
      case "comment.update", "comment.delete" -> commented(page, "Well done").ref();
      default -> Ref.of("");
    };
  }

  private String revisionFor(String operation, Ref page) {
    return operation.equals("revision.get") ? revisions(page, 10).getFirst().id() : "";
  }

  private Object about(String operation, Ref space, Ref page, Ref hanging, String revision) {
    return switch (operation) {
      case "space.create" -> new NewSpace(freshName(), "For a test");
      case "space.get", "space.delete" -> new WhichSpace(space);
      case "space.update" -> new SpaceUpdate(space, Change.to(freshName()), Change.keep());
      case "space.list" -> new SpaceQuery(null, null);
      case "page.create" -> new NewPage(space, null, freshName(), "Text", null);
      case "page.get", "page.delete" -> new WhichPage(page);
      case "page.update" -> new PageUpdate(page, Change.to(freshName()), Change.keep());
      case "page.move" -> new PageMove(page, space, null, null);
      case "page.list" -> new PageListing(space, null, PageDepth.CHILDREN, null, null);
      case "attachment.upload" -> new NewAttachment(page, "a.txt", text("A"));
      case "attachment.get", "attachment.delete" -> new WhichAttachment(hanging);
      case "attachment.list" -> new AttachmentQuery(page, null, null);
      case "content.search" -> new ContentSearch("Text", space, null, null);
      case "content.export" -> new PageExport(page, PageFormat.MARKDOWN);
      case "content.import" ->
          new PageImport(space, null, freshName(), PageFormat.MARKDOWN, text("Text"));
      case "share.create" -> new PageShare(page, someone(), PagePermission.READ);
      case "share.list" -> new PageShareQuery(page, null, null);
      case "share.delete" -> new WhichPageShare(page, someone());
      case "comment.update" -> new PageCommentUpdate(hanging, "Better done");
      case "comment.delete" -> new WhichPageComment(hanging);
      case "comment.create" -> new NewPageComment(page, "Well done");
      case "comment.list" -> new PageCommentQuery(page, null, null);
      case "revision.list" -> new PageRevisionQuery(page, null, null);
      case "revision.get" -> new WhichRevision(page, revision);
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  // --- spaces
  // -------------------------------------------------------------------------------------

  @Test
  void aCreatedSpaceCanBeReadAndListed() {
    assume("space.create", "space.get", "space.list");
    String name = freshName();

    Space created = knowledge.createSpace(new NewSpace(name, UNICODE), asked("space.create"));
    spaces.add(created.ref());

    Space read = knowledge.getSpace(new WhichSpace(created.ref()), asked("space.get"));
    assertThat(read.ref()).isEqualTo(created.ref());
    assertThat(read.ref().provider()).isEqualTo(provider.id());
    assertThat(read.name()).isEqualTo(name);
    assertThat(all(this::listSpaces, 2)).extracting(Space::ref).containsOnlyOnce(created.ref());
  }

  @Test
  void aRenamedSpaceIsTheSame() {
    assume("space.create", "space.update", "space.get");
    Ref space = space();
    String name = freshName() + " é";

    knowledge.updateSpace(
        new SpaceUpdate(space, Change.to(name), Change.keep()), asked("space.update"));

    assertThat(knowledge.getSpace(new WhichSpace(space), asked("space.get")).name())
        .isEqualTo(name);
  }

  @Test
  void aDeletedSpaceIsGoneWithItsPages() {
    assume("space.create", "space.delete", "page.get");
    Ref space = space();
    Ref page = page(space).ref();

    knowledge.deleteSpace(new WhichSpace(space), asked("space.delete"));

    expect(FailureCode.NOT_FOUND, () -> read(page));
  }

  // --- pages
  // --------------------------------------------------------------------------------------

  @Test
  void aPageKeepsTitleAndText() {
    assume("page.get");
    String body = "# " + UNICODE + "\n\n- one\n- two\n\n`code` and *emphasis*";
    NewPage input = new NewPage(space(), null, freshName() + " " + UNICODE, body, null);

    KnowledgePage made = knowledge.createPage(input, asked("page.create"));

    KnowledgePage read = read(made.ref());
    assertThat(read.ref()).isEqualTo(made.ref());
    assertThat(read.title()).isEqualTo(input.title());
    assertThat(read.body()).contains(UNICODE, "one", "two", "code", "emphasis");
  }

  @TestFactory
  Stream<DynamicTest> aTitleMayBeAnything() {
    Offered.require(supports("page.get"));
    return HOSTILE.stream()
        .map(title -> DynamicTest.dynamicTest(title, () -> assertTitle(freshName() + title)));
  }

  private void assertTitle(String title) {
    NewPage input = new NewPage(space(), null, title, "Text", null);

    assertThat(read(knowledge.createPage(input, asked("page.create")).ref()).title())
        .isEqualTo(title);
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    assume("page.update", "page.get");
    KnowledgePage before = page(space(), "First words");

    knowledge.updatePage(
        new PageUpdate(before.ref(), Change.keep(), Change.to("Other words")),
        asked("page.update"));

    KnowledgePage after = read(before.ref());
    assertThat(after.title()).isEqualTo(before.title());
    assertThat(after.body()).contains("Other words").doesNotContain("First");
  }

  @Test
  void aPageThatWasChangedMeanwhileIsNotOverwritten() {
    assume("page.update", "page.get");
    Ref page = page(space(), "First words").ref();
    String seen = read(page).revision();
    if (seen == null) {
      expect(FailureCode.UNSUPPORTED, () -> updated(page, "Lost", "1"));
      return;
    }

    KnowledgePage changed = updated(page, "Other words", seen);

    assertThat(changed.revision()).isNotEqualTo(seen).isEqualTo(read(page).revision());
    expect(FailureCode.CONFLICT, () -> updated(page, "Lost", seen));
    assertThat(read(page).body()).contains("Other words");
  }

  private KnowledgePage updated(Ref page, String body, String expected) {
    return knowledge.updatePage(
        new PageUpdate(page, Change.keep(), Change.to(body), expected), asked("page.update"));
  }

  @Test
  void aTextCanBeClearedAndATitleCannot() {
    assume("page.update", "page.get");
    Ref page = page(space(), "First words").ref();

    knowledge.updatePage(new PageUpdate(page, Change.keep(), Change.clear()), asked("page.update"));

    assertThat(Objects.requireNonNullElse(read(page).body(), "")).isBlank();
    expect(
        FailureCode.INVALID,
        () ->
            knowledge.updatePage(
                new PageUpdate(page, Change.clear(), Change.keep()), asked("page.update")));
  }

  @Test
  void pagesOfASpaceAreListedOnceEach() {
    assume("page.list");
    Ref space = space();
    List<Ref> made = Stream.of(1, 2, 3, 4, 5).map(i -> page(space).ref()).toList();

    List<KnowledgePage> listed = all(slice -> listPages(space, null, PageDepth.CHILDREN, slice), 2);

    assertThat(listed).extracting(KnowledgePage::ref).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void aPageUnderAPageIsListedAsDeepAsIsAskedFor() {
    assume("page.list", "page.create");
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

  private @Nullable Ref under(Ref space, Ref parent) {
    try {
      NewPage input = new NewPage(space, parent, freshName(), "Text", null);
      return knowledge.createPage(input, asked("page.create")).ref();
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
      return null;
    }
  }

  @Test
  void aPageMovesToAnotherSpace() {
    assume("page.move", "page.list", "space.create");
    Ref from = space();
    Ref to = space();
    Ref page = page(from).ref();

    knowledge.movePage(new PageMove(page, to, null, null), asked("page.move"));

    assertThat(listPages(to, null, PageDepth.CHILDREN, new Slice(null, 10)).items())
        .extracting(KnowledgePage::ref)
        .containsExactly(page);
    assertThat(listPages(from, null, PageDepth.CHILDREN, new Slice(null, 10)).items()).isEmpty();
  }

  @Test
  void aMoveToNowhereIsRefused() {
    assume("page.move");
    Ref page = page(space()).ref();

    expect(
        FailureCode.INVALID,
        () -> knowledge.movePage(new PageMove(page, null, null, null), asked("page.move")));
  }

  @Test
  void aDeletedPageIsGone() {
    assume("page.delete", "page.get");
    Ref page = page(space()).ref();

    knowledge.deletePage(new WhichPage(page), asked("page.delete"));

    expect(FailureCode.NOT_FOUND, () -> read(page));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    return Stream.of(
            "space.get",
            "page.get",
            "page.update",
            "page.create",
            "attachment.upload",
            "attachment.get",
            "comment.create",
            "comment.update",
            "comment.delete",
            "content.export",
            "revision.list")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertUnknown(operation)));
  }

  private void assertUnknown(String operation) {
    Ref unknown = new Ref(provider.id(), unknownId());
    Object input = about(operation, unknown, unknown, unknown, "1");

    expect(FailureCode.NOT_FOUND, () -> invoke(operation, knowledge, input, asked(operation)));
  }

  // --- what hangs on pages
  // ------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> anAttachmentKeepsNameAndBytes() {
    Offered.require(supports("attachment.upload") && supports("attachment.get"));
    return Stream.of("letter.txt", "Bücher 日本.txt", "with space & quote\".txt")
        .map(name -> DynamicTest.dynamicTest(name, () -> assertAttached(name)));
  }

  private void assertAttached(String name) {
    byte[] bytes = new byte[] {0, 1, (byte) 0xff, '\r', '\n', '-', '-'};
    NewAttachment input =
        new NewAttachment(page(space()).ref(), name, Content.of("application/x-test", bytes));

    PageAttachment made = knowledge.uploadAttachment(input, asked("attachment.upload"));

    AttachmentContent read =
        knowledge.getAttachment(new WhichAttachment(made.ref()), asked("attachment.get"));
    assertThat(read.content().bytes()).isEqualTo(bytes);
    assertThat(made.name()).isEqualTo(name);
  }

  @Test
  void attachmentsOfAPageAreListedUntilDeleted() {
    assume("attachment.upload", "attachment.list", "attachment.delete");
    Ref page = page(space()).ref();
    List<Ref> made =
        Stream.of("a", "b", "c").map(n -> attached(page, n + ".txt", n).ref()).toList();

    knowledge.deleteAttachment(new WhichAttachment(made.get(1)), asked("attachment.delete"));

    assertThat(all(slice -> listAttachments(page, slice), 1))
        .extracting(PageAttachment::ref)
        .containsExactlyInAnyOrder(made.get(0), made.get(2));
  }

  @Test
  void commentsAreListed() {
    assume("comment.create", "comment.list");
    Ref page = page(space()).ref();
    List<Ref> made = Stream.of(UNICODE, "Second").map(body -> commented(page, body).ref()).toList();

    List<PageComment> listed = all(slice -> listComments(page, slice), 1);

    assertThat(listed).extracting(PageComment::ref).containsExactlyElementsOf(made);
    assertThat(listed.getFirst().body()).contains(UNICODE);
  }

  @Test
  void aCommentIsChangedAndDeleted() {
    assume("comment.create", "comment.list", "comment.update", "comment.delete");
    Ref page = page(space()).ref();
    Ref first = commented(page, "First").ref();
    Ref second = commented(page, "Second").ref();

    PageComment changed =
        knowledge.updateComment(new PageCommentUpdate(first, UNICODE), asked("comment.update"));
    knowledge.deleteComment(new WhichPageComment(second), asked("comment.delete"));

    assertThat(changed.ref()).isEqualTo(first);
    List<PageComment> listed = all(slice -> listComments(page, slice), 10);
    assertThat(listed).extracting(PageComment::ref).containsExactly(first);
    assertThat(listed.getFirst().body()).contains(UNICODE);
  }

  @Test
  void aShareIsListedUntilItIsTakenBack() {
    assume("share.create", "share.list", "share.delete");
    Ref page = page(space()).ref();
    PageShare share = new PageShare(page, someone(), PagePermission.READ);

    knowledge.createShare(share, asked("share.create"));

    assertThat(all(slice -> listShares(page, slice), 10)).contains(share);
    knowledge.deleteShare(new WhichPageShare(page, someone()), asked("share.delete"));
    assertThat(all(slice -> listShares(page, slice), 10))
        .extracting(PageShare::with)
        .doesNotContain(someone());
  }

  @Test
  void aPageCanBeReadAsItStood() {
    assume("revision.list", "revision.get", "page.update");
    Ref page = page(space(), "First words").ref();
    knowledge.updatePage(
        new PageUpdate(page, Change.keep(), Change.to("Other words")), asked("page.update"));

    List<PageRevision> revisions = revisions(page, 1);

    assertThat(revisions).hasSizeGreaterThanOrEqualTo(2);
    assertThat(revisions.getFirst().at()).isAfterOrEqualTo(revisions.getLast().at());
    String oldest = revisions.getLast().id();
    assertThat(knowledge.getRevision(new WhichRevision(page, oldest), asked("revision.get")).body())
        .contains("First words");
  }

  // --- search, export, import
  // ---------------------------------------------------------------------

  @Test
  void aSearchFindsPagesByTheirWords() {
    assume("content.search");
    Ref space = space();
    Ref wanted = page(space, "The zugzwang of 日本 is known").ref();
    page(space, "Nothing of that");
    untilSearchable();

    assertThat(search("zugzwang", space)).extracting(ContentHit::page).containsExactly(wanted);
  }

  @Test
  void nothingInASearchIsSyntax() {
    assume("content.search");
    Ref space = space();
    page(space);
    untilSearchable();

    for (String text : List.of("\"", "AND OR NOT", "*", "title:x", "(", "\\", "a~ {type:x}", "-")) {
      assertThat(Failures.of(() -> search(text, space))).as(text).isEmpty();
    }
  }

  @Test
  void anExportHoldsTheText() {
    assume("content.export");
    Ref page = page(space(), "Words of " + UNICODE).ref();

    Content content =
        knowledge
            .exportContent(new PageExport(page, PageFormat.MARKDOWN), asked("content.export"))
            .content();

    assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).contains("Words of " + UNICODE);
  }

  @Test
  void anImportMakesAPage() {
    assume("content.import", "page.get");
    PageImport input =
        new PageImport(
            space(), null, freshName(), PageFormat.MARKDOWN, text("# Head\n\n" + UNICODE));

    KnowledgePage made = knowledge.importContent(input, asked("content.import"));

    assertThat(read(made.ref()).title()).isEqualTo(input.title());
    assertThat(read(made.ref()).body()).contains("Head", UNICODE);
  }

  // --- limits, refusals, ends
  // ---------------------------------------------------------------------

  @Test
  void aLimitOutOfRangeIsRefused() {
    assume("page.list");
    Ref space = space();
    for (int limit : new int[] {0, 201}) {
      expect(
          FailureCode.INVALID,
          () -> listPages(space, null, PageDepth.CHILDREN, new Slice(null, limit)));
    }
  }

  @TestFactory
  Stream<DynamicTest> whoHasGoneOrIsLateGetsNothing() {
    return Stream.of("space.list", "page.list", "content.search")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertEnded(operation)));
  }

  private void assertEnded(String operation) {
    Object input = input(operation, knowledge);
    FakeCall gone = asked(operation);
    gone.cancel();

    expect(FailureCode.CANCELLED, () -> invoke(operation, knowledge, input, gone));
    FakeCall late = asked(operation).withRemaining(Duration.ZERO);
    expect(FailureCode.TIMEOUT, () -> invoke(operation, knowledge, input, late));
  }

  @TestFactory
  Stream<DynamicTest> aRefusalOfTheVendorIsToldAsSuch() {
    return Stream.of(FailureCode.UNAUTHENTICATED, FailureCode.RATE_LIMITED, FailureCode.TIMEOUT)
        .map(code -> DynamicTest.dynamicTest(code.wire(), () -> assertTold(code)));
  }

  private void assertTold(FailureCode code) {
    Optional<ProviderContext> refusing = refusing(code);
    Offered.require(refusing.isPresent());
    ProviderContext other = refusing.orElseThrow();
    ContentSearch input = new ContentSearch("words", null, null, null);

    expect(code, () -> open(other).searchContent(input, call("content.search", other)));
  }

  @Test
  void ofAWriteWithoutAnAnswerNothingIsKnown() {
    Optional<ProviderContext> late = refusing(FailureCode.TIMEOUT);
    Offered.require(late.isPresent());
    ProviderContext other = late.orElseThrow();
    NewSpace input = new NewSpace(freshName(), null);

    Failure failure =
        expect(
            FailureCode.TIMEOUT, () -> open(other).createSpace(input, call("space.create", other)));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  @TestFactory
  Stream<DynamicTest> theSameIdempotencyKeyGivesTheFirstResult() {
    return declared().support().entrySet().stream()
        .filter(entry -> entry.getValue().idempotencyKey())
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertOnce(entry.getKey())));
  }

  private void assertOnce(String operation) {
    Object input = input(operation, knowledge);
    Object other = input(operation, knowledge);
    Object first = invoke(operation, knowledge, input, keyed(operation));

    assertThat(invoke(operation, knowledge, input, keyed(operation))).isEqualTo(first);
    if (!other.equals(input)) {
      Failure failure =
          expect(FailureCode.CONFLICT, () -> invoke(operation, knowledge, other, keyed(operation)));
      assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
    }
  }

  private FakeCall keyed(String operation) {
    return asked(operation).withIdempotencyKey("run/step/0");
  }

  // --- what tests are made of
  // ---------------------------------------------------------------------

  private void assume(String... operations) {
    for (String operation : operations) {
      Offered.require(supports(operation));
    }
  }

  private FakeCall asked(String operation) {
    return call(operation, provider);
  }

  private Ref space() {
    return space(knowledge, provider);
  }

  private KnowledgePage page(Ref space) {
    return page(space, "Text");
  }

  private KnowledgePage page(Ref space, String body) {
    NewPage input = new NewPage(space, null, freshName(), body, null);
    return knowledge.createPage(input, asked("page.create"));
  }

  private KnowledgePage read(Ref page) {
    return knowledge.getPage(new WhichPage(page), asked("page.get"));
  }

  private static Content text(String text) {
    return Content.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  private PageAttachment attached(Ref page, String name, String text) {
    return knowledge.uploadAttachment(
        new NewAttachment(page, name, text(text)), asked("attachment.upload"));
  }

  private PageComment commented(Ref page, String body) {
    return knowledge.createComment(new NewPageComment(page, body), asked("comment.create"));
  }

  private Page<PageShare> listShares(Ref page, Slice slice) {
    return knowledge.listShares(
        new PageShareQuery(page, slice.cursor(), slice.limit()), asked("share.list"));
  }

  private List<ContentHit> search(String text, Ref space) {
    return knowledge
        .searchContent(new ContentSearch(text, space, null, 10), asked("content.search"))
        .items();
  }

  private List<PageRevision> revisions(Ref page, int limit) {
    return all(
        slice ->
            knowledge.listRevisions(
                new PageRevisionQuery(page, slice.cursor(), slice.limit()), asked("revision.list")),
        limit);
  }

  private record Slice(@Nullable Cursor cursor, int limit) {}

  private static <T> List<T> all(Function<Slice, Page<T>> list, int limit) {
    List<T> items = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<T> page = list.apply(new Slice(cursor, limit));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      items.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return items;
  }

  private Page<Space> listSpaces(Slice slice) {
    return knowledge.listSpaces(new SpaceQuery(slice.cursor(), slice.limit()), asked("space.list"));
  }

  private Page<KnowledgePage> listPages(
      Ref space, @Nullable Ref parent, PageDepth depth, Slice slice) {
    return knowledge.listPages(
        new PageListing(space, parent, depth, slice.cursor(), slice.limit()), asked("page.list"));
  }

  private Page<PageAttachment> listAttachments(Ref page, Slice slice) {
    return knowledge.listAttachments(
        new AttachmentQuery(page, slice.cursor(), slice.limit()), asked("attachment.list"));
  }

  private Page<PageComment> listComments(Ref page, Slice slice) {
    return knowledge.listComments(
        new PageCommentQuery(page, slice.cursor(), slice.limit()), asked("comment.list"));
  }

  private static Failure expect(FailureCode code, Supplier<Object> action) {
    return Failures.expect(code, action::get);
  }
}

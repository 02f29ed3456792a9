package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.knowledge.AttachmentContent;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.ExportedPage;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PagePermission;
import io.auterity.spi.knowledge.PageShare;
import io.auterity.spi.knowledge.PageShareQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.Space;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichPageShare;
import io.auterity.testkit.contract.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors of knowledge answer becomes records and failures of the kind. */
@Tag("generated")
class KnowledgeRepliesTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final Ref PAGE = new Ref("mine", "358");

  private static Recording example(String name) throws IOException {
    return Recording.of("specs/bookstack-api/dev/api/responses/" + name + ".json", EVIDENCE);
  }

  private static Knowledge of(AnsweringVendor vendor) {
    return vendor.of(Knowledge.class);
  }

  private static KnowledgePage page(AnsweringVendor vendor) {
    return of(vendor).getPage(new WhichPage(PAGE), vendor.callOf("knowledge.page.get"));
  }

  // --- BookStack, by its own examples
  // -------------------------------------------------------------

  @Test
  void aPageOfBookStack() throws IOException {
    KnowledgePage page =
        page(new AnsweringVendor("bookstack").when("GET .*", example("pages-read")));

    assertThat(page.ref()).isEqualTo(new Ref("mine", "306"));
    assertThat(page.space()).isEqualTo(new Ref("mine", "1"));
    assertThat(page.parent()).isNull();
    assertThat(page.title()).isEqualTo("A page written in markdown");
    assertThat(page.body()).startsWith("# How this is built");
    assertThat(page.position()).isEqualTo(13);
    assertThat(page.createdAt()).isEqualTo(Instant.parse("2020-02-02T21:40:38Z"));
  }

  @Test
  void pagesOfBookStackStandUnderChapters() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("bookstack").when("GET .*", example("pages-list"));

    Page<KnowledgePage> page =
        of(vendor)
            .listPages(
                new PageListing(new Ref("mine", "1"), null, PageDepth.ALL, null, null),
                vendor.callOf("knowledge.page.list"));

    assertThat(page.items())
        .extracting(KnowledgePage::parent)
        .containsOnly(new Ref("mine", "chapter:1"));
    assertThat(page.items()).extracting(KnowledgePage::body).containsOnlyNulls();
    assertThat(page.next()).isNotNull();
  }

  @Test
  void aSpaceOfBookStack() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("bookstack").when("POST .*", example("books-create"));

    Space space =
        of(vendor)
            .createSpace(
                new NewSpace("My own book", null), vendor.callOf("knowledge.space.create"));

    assertThat(space.ref()).isEqualTo(new Ref("mine", "226"));
    assertThat(space.description()).isEqualTo("This is my own little book created via the API");
    assertThat(space.webUrl()).isEqualTo("https://vendor.example/books/my-own-book");
  }

  @Test
  void hitsOfBookStackAreThoseOfTheBook() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("bookstack").when("GET .*", example("search-all"));

    Page<ContentHit> hits =
        of(vendor)
            .searchContent(
                new ContentSearch("cats {created_by:me}", new Ref("mine", "13"), null, null),
                vendor.callOf("knowledge.content.search"));

    assertThat(hits.items())
        .extracting(ContentHit::title)
        .containsExactly("How advanced are cats?");
    assertThat(hits.items().getFirst().snippet())
        .contains("some of the most advanced animals")
        .doesNotContain("<strong>");
    assertThat(vendor.requests().getFirst().uri().getQuery())
        .contains("cats  created_by:me  {type:page}");
  }

  @Test
  void aFileOfBookStackHasItsBytesAndALinkHasNone() throws IOException {
    WhichAttachment which = new WhichAttachment(new Ref("mine", "5"));
    AnsweringVendor link =
        new AnsweringVendor("bookstack").when("GET .*", example("attachments-read"));
    AnsweringVendor file =
        new AnsweringVendor("bookstack")
            .when(
                "GET .*",
                "{\"id\": 5, \"name\": \"a.txt\", \"external\": false, \"content\": \"w7w=\"}");

    AttachmentContent content =
        of(file).getAttachment(which, file.callOf("knowledge.attachment.get"));

    assertThat(content.content().bytes()).isEqualTo("ü".getBytes(StandardCharsets.UTF_8));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> of(link).getAttachment(which, link.callOf("knowledge.attachment.get")));
  }

  @Test
  void aRoleThatBookStackLetsReadStandsBesideTheOthers() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("bookstack").when(".*", example("content-permissions-read"));

    of(vendor)
        .createShare(
            new PageShare(PAGE, "10", PagePermission.READ),
            vendor.callOf("knowledge.share.create"));

    assertThat(vendor.lastBody())
        .contains("\"role_id\":2,\"view\":true,\"create\":false,\"update\":true")
        .contains(
            "{\"role_id\":10,\"view\":true,\"create\":false,\"update\":false,\"delete\":false}")
        .doesNotContain("display_name")
        .contains("\"inheriting\":false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1;2", "chapter:x"})
  void anIdThatBookStackCannotHaveIsNotAsked(String id) {
    AnsweringVendor vendor = new AnsweringVendor("bookstack");
    NewPage input = new NewPage(new Ref("mine", id), null, "Title", null, null);

    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> of(vendor).createPage(input, vendor.callOf("knowledge.page.create")));
  }

  @Test
  void anExportOfBookStackIsItsBytes() {
    AnsweringVendor vendor = new AnsweringVendor("bookstack").when("GET .*", "%PDF-1.7 ü");

    ExportedPage page =
        of(vendor)
            .exportContent(
                new PageExport(PAGE, PageFormat.PDF), vendor.callOf("knowledge.content.export"));

    assertThat(page.content().bytes()).isEqualTo("%PDF-1.7 ü".getBytes(StandardCharsets.UTF_8));
    assertThat(vendor.requests().getFirst().uri().getPath()).endsWith("/pages/358/export/pdf");
  }

  // --- refusals
  // -----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bookstack  | 404 | {"error": {"message": "Page not found", "code": 404}}                | NOT_FOUND
          bookstack  | 401 | {"error": {"message": "No authorization token found", "code": 401}}  | UNAUTHENTICATED
          bookstack  | 403 | {"error": {"message": "No permission", "code": 403}}                 | FORBIDDEN
          bookstack  | 422 | {"error": {"message": "Bad", "validation": {"name": ["is needed"]}}} | INVALID
          bookstack  | 429 | {"error": {"message": "Too many"}}                                   | RATE_LIMITED
          notion     | 404 | {"code": "object_not_found", "message": "Could not find page"}       | NOT_FOUND
          notion     | 400 | {"code": "validation_error", "message": "page_id should be a valid uuid"} | NOT_FOUND
          notion     | 400 | {"code": "validation_error", "message": "body failed"}               | INVALID
          notion     | 409 | {"code": "conflict_error", "message": "Conflict"}                    | CONFLICT
          notion     | 429 | {"code": "rate_limited", "message": "Slow down"}                     | RATE_LIMITED
          confluence | 404 | {"errors": [{"status": 404, "code": "NOT_FOUND", "title": "Not Found"}]} | NOT_FOUND
          confluence | 400 | {"errors": [{"code": "INVALID_REQUEST_PARAMETER", "title": "Provided value {x} for 'id' is not the correct type"}]} | NOT_FOUND
          confluence | 429 | {"message": "Rate limit exceeded"}                                   | RATE_LIMITED
          wikijs     | 200 | {"errors": [{"message": "This page does not exist."}], "data": null} | NOT_FOUND
          wikijs     | 200 | {"errors": [{"message": "You are not authorized to view this page."}]} | FORBIDDEN
          """)
  void aRefusalIsOfTheCodeThatCallersActOn(String file, int status, String body, FailureCode code) {
    Json.Obj config =
        file.equals("notion")
            ? Json.EMPTY.with("root", Json.of("r"))
            : Json.EMPTY.with("url", Json.of("https://vendor.example"));
    AnsweringVendor vendor = new AnsweringVendor(file, config).when(".*", status, body);

    Failures.expect(code, () -> page(vendor));
  }

  @ParameterizedTest
  @CsvSource({
    "PageNotFound, NOT_FOUND, NO",
    "PageDuplicateCreate, CONFLICT, NO",
    "PageCreateForbidden, FORBIDDEN, NO",
    "PageIllegalPath, INVALID, NO",
    "PageGenericError, INVALID, UNKNOWN",
    "TypeError, INVALID, UNKNOWN"
  })
  void whatWikiDoesNotDoItSaysInsideTheAnswer(String slug, FailureCode code, Applied applied) {
    AnsweringVendor vendor =
        new AnsweringVendor("wikijs")
            .when(
                ".*",
                """
                {"data": {"pages": {"done": {"page": null, "responseResult":
                 {"succeeded": false, "errorCode": 6002, "slug": "%s", "message": "No."}}}}}\
                """
                    .formatted(slug));
    NewPage input = new NewPage(new Ref("mine", "en"), null, "Title", "Body", null);

    Failure failure =
        Failures.expect(
            code, () -> of(vendor).createPage(input, vendor.callOf("knowledge.page.create")));

    assertThat(failure.message()).contains("No.");
    assertThat(failure.applied()).isEqualTo(applied);
  }

  // --- what the others do in several steps
  // --------------------------------------------------------

  @Test
  void aPageOfNotionInTheTrashIsGone() {
    AnsweringVendor vendor =
        new AnsweringVendor("notion", Json.EMPTY.with("root", Json.of("r")))
            .when("GET .*", "{\"id\": \"p\", \"in_trash\": true, \"properties\": {}}");

    Failures.expect(FailureCode.NOT_FOUND, () -> page(vendor));
  }

  @Test
  void aPageOfConfluenceThatWasChangedMeanwhileIsNotOverwritten() {
    AnsweringVendor vendor =
        new AnsweringVendor("confluence")
            .when(
                ".*",
                "{\"id\": \"358\", \"title\": \"T\", \"version\": {\"number\": 4},"
                    + " \"body\": {\"storage\": {\"value\": \"x\"}}}");

    Failure failure = Failures.expect(FailureCode.CONFLICT, () -> updated(vendor, "3"));

    assertThat(failure.fields()).containsKey("expected");
    assertThat(vendor.requests()).extracting(WireRequest::method).containsExactly("GET");
    assertThat(updated(vendor, "4").revision()).isEqualTo("4");
    assertThat(vendor.lastBody()).contains("\"number\":5");
  }

  private static KnowledgePage updated(AnsweringVendor vendor, String expected) {
    return of(vendor)
        .updatePage(
            new PageUpdate(PAGE, Change.to("New"), Change.keep(), expected),
            vendor.callOf("knowledge.page.update"));
  }

  @Test
  void aPageOfBookStackStandsUnderNoPage() {
    AnsweringVendor vendor = new AnsweringVendor("bookstack");
    NewPage input = new NewPage(new Ref("mine", "1"), PAGE, "Title", null, null);

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> of(vendor).createPage(input, vendor.callOf("knowledge.page.create")));
  }

  @Test
  void sharesOfBookStackAreThoseOfRolesAndAreTakenBack() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("bookstack").when(".*", example("content-permissions-read"));

    assertThat(
            of(vendor)
                .listShares(
                    new PageShareQuery(PAGE, null, null), vendor.callOf("knowledge.share.list"))
                .items())
        .containsExactly(
            new PageShare(PAGE, "2", PagePermission.WRITE),
            new PageShare(PAGE, "10", PagePermission.READ));
    of(vendor).deleteShare(new WhichPageShare(PAGE, "2"), vendor.callOf("knowledge.share.delete"));
    assertThat(vendor.lastBody())
        .doesNotContain("\"role_id\":2,")
        .contains("\"role_id\":10,\"view\":true,\"create\":true");
  }

  @Test
  void pagesDirectlyInABookAreInNoChapter() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("bookstack")
            .when(
                "GET .*",
                example("pages-list")
                    .edited(text -> text.replaceFirst("\"chapter_id\": 1", "\"chapter_id\": 0")));

    Page<KnowledgePage> page =
        of(vendor)
            .listPages(
                new PageListing(new Ref("mine", "1"), null, PageDepth.CHILDREN, null, null),
                vendor.callOf("knowledge.page.list"));

    assertThat(page.items()).hasSize(1);
    assertThat(page.items().getFirst().parent()).isNull();
  }

  @Test
  void aPageOfConfluenceMovesUnderTheHomePageOfASpace() {
    AnsweringVendor vendor =
        new AnsweringVendor("confluence")
            .when("GET .*/spaces/.*", "{\"id\": \"1\", \"homepageId\": \"77\"}")
            .when("PUT .*", "{}")
            .when(
                "GET .*/pages/.*",
                "{\"id\": \"358\", \"title\": \"T\", \"spaceId\": \"1\", \"parentId\": \"77\"}");

    KnowledgePage moved =
        of(vendor)
            .movePage(
                new PageMove(PAGE, new Ref("mine", "1"), null, null),
                vendor.callOf("knowledge.page.move"));

    assertThat(moved.parent()).isEqualTo(new Ref("mine", "77"));
    assertThat(vendor.requests().get(1).uri().getPath())
        .isEqualTo("/wiki/rest/api/content/358/move/append/77");
  }

  @Test
  void pagesOfWikiUnderAPageAreThoseOfItsPath() {
    String item =
        """
        {"id": %d, "path": "%s", "locale": "en", "title": "T", "createdAt": "2026-01-02T12:00:00Z",
         "updatedAt": "2026-01-02T12:00:00Z"}\
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("wikijs")
            .when(
                ".*single.*",
                "{\"data\": {\"pages\": {\"single\": {\"path\": \"a\", \"locale\": \"en\"}}}}")
            .when(
                ".*list.*",
                "{\"data\": {\"pages\": {\"list\": [%s, %s, %s, %s]}}}"
                    .formatted(
                        item.formatted(1, "a"),
                        item.formatted(2, "a/b"),
                        item.formatted(3, "a/b/c"),
                        item.formatted(4, "ab/c")));

    Page<KnowledgePage> under =
        of(vendor)
            .listPages(
                new PageListing(
                    new Ref("mine", "en"), new Ref("mine", "1"), PageDepth.CHILDREN, null, null),
                vendor.callOf("knowledge.page.list"));

    assertThat(under.items()).extracting(page -> page.ref().id()).containsExactly("2");
  }
}

package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.KnowledgeAsker.Ids;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Every request of the files of kind {@code knowledge} is one of the vendor's description. */
@Tag("generated")
class KnowledgeRequestsTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final JsonMapper JSON = new JsonMapper();

  private static Set<String> offered(String id) {
    Set<String> names = new TreeSet<>();
    VendorFiles.checked(id).plans().values().forEach(p -> names.addAll(p.operations().keySet()));
    return names;
  }

  @Test
  void notionsRequestsAreThoseOfItsDescription() throws IOException {
    String page =
        """
        {"object": "page", "id": "p1", "parent": {"page_id": "r1"}, "in_trash": false,
         "url": "https://www.notion.so/p1", "created_time": "2026-01-02T12:00:00.000Z",
         "last_edited_time": "2026-01-02T12:00:00.000Z",
         "properties": {"Name": {"type": "title", "title": [{"plain_text": "Ti"}, {"plain_text": "tle"}]}}}\
        """;
    String list = "{\"results\": [%s], \"has_more\": true, \"next_cursor\": \"c{n}\"}";
    String child =
        """
        {"id": "b1", "type": "child_page", "child_page": {"title": "Below"},
         "created_time": "2026-01-02T12:00:00.000Z", "last_edited_time": "2026-01-02T12:00:00.000Z"}\
        """;
    String comment =
        """
        {"id": "c1", "created_by": {"id": "u1"}, "created_time": "2026-01-02T12:00:00.000Z",
         "rich_text": [{"plain_text": "Well done"}]}\
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("notion", Json.EMPTY.with("root", Json.of("r1")))
            .when(".* /v1/pages/[^/]*/markdown .*", "{\"markdown\": \"# Body\"}")
            .when("POST /v1/search .*", list.formatted(page))
            .when("GET /v1/blocks/.*", list.formatted(child))
            .when("GET /v1/comments .*", list.formatted(comment))
            .when("POST /v1/comments .*", comment)
            .when(".* /v1/pages.*", page);

    Set<String> answered =
        new KnowledgeAsker(
                vendor,
                new Ids(
                    "59833787-2cf9-4fdf-8782-e53db20768a5",
                    "b55c9c91-384d-452b-81db-d1ef79372b75",
                    "59833787-2cf9-4fdf-8782-e53db20768a6",
                    "a"))
            .askEverything();

    assertThat(answered).isEqualTo(offered("notion"));
    new VendorWitness("notion.json", "").assertDescribes(vendor.requests(), 30);
    EVIDENCE.described(vendor, vendor.requests(), "notion.json");
  }

  @Test
  void confluencesRequestsAreThoseOfItsDescription() throws IOException {
    String time = "\"2026-01-02T12:00:00.000Z\"";
    String page =
        """
        {"id": "98307", "status": "current", "title": "Title", "spaceId": "65541", "parentId": null,
         "position": 7, "authorId": "u1", "createdAt": %s, "version": {"number": 3, "createdAt": %s},
         "body": {"storage": {"value": "<p>Body</p>"}, "view": {"value": "<p>Body</p>"}},
         "_links": {"webui": "/spaces/KEY/pages/98307"}}\
        """
            .formatted(time, time);
    String space =
        """
        {"id": "65541", "key": "KEY", "name": "Name", "homepageId": "65600", "createdAt": %s,
         "description": {"plain": {"value": "Described"}}, "_links": {"webui": "/spaces/KEY"}}\
        """
            .formatted(time);
    String comment =
        """
        {"id": "5", "version": {"number": 1, "authorId": "u1", "createdAt": %s},
         "body": {"storage": {"value": "<p>Well done</p>"}}}\
        """
            .formatted(time);
    String attachment =
        """
        {"id": "att9", "title": "a.txt", "mediaType": "text/plain", "fileSize": 4,
         "extensions": {"mediaType": "text/plain", "fileSize": 4}, "_links": {"webui": "/x"}}\
        """;
    String list = "{\"results\": [%s], \"_links\": {\"next\": \"/wiki/x?cursor=c\"}}";
    AnsweringVendor vendor =
        new AnsweringVendor("confluence")
            .when("DELETE .*", 204, "")
            .when("POST .*/api/v2/spaces .*", space)
            .when("GET .*/spaces/[0-9]+ .*", space)
            .when("GET .*/api/v2/spaces .*", list.formatted(space))
            .when("PUT .*/rest/api/.*", "{}")
            .when("GET .*/(children|pages) .*", list.formatted(page))
            .when(
                "GET .*/versions .*",
                list.formatted("{\"number\": 3, \"createdAt\": " + time + "}"))
            .when("GET .*/attachments .*", list.formatted(attachment))
            .when("GET .*/attachments/att9 .*", "{\"title\": \"a.txt\", \"pageId\": \"98307\"}")
            .when("GET .*/download .*", "text")
            .when("POST .*/child/attachment .*", list.formatted(attachment))
            .when("GET .*/footer-comments .*", list.formatted(comment))
            .when("(POST|GET|PUT) .*/footer-comments.*", comment)
            .when(
                "GET .*/rest/api/search .*",
                list.formatted(
                    "{\"content\": {\"id\": \"98307\", \"title\": \"Title\"}, \"excerpt\":"
                        + " \"a @@@hl@@@b@@@endhl@@@\", \"url\": \"/x\"}"))
            .when(".*/pages.*", page);

    Set<String> answered =
        new KnowledgeAsker(vendor, new Ids("65541", "98307", "98308", "att9")).askEverything();

    assertThat(answered).isEqualTo(offered("confluence"));
    VendorWitness witness = new VendorWitness("confluence-v2.json", "/wiki/api/v2");
    // Search, moves, uploads, downloads and changes of spaces are of the API before.
    List<WireRequest> newer =
        vendor.requests().stream()
            .filter(request -> request.uri().getPath().startsWith("/wiki/api/v2/"))
            .toList();
    witness.assertDescribes(newer, 40);
    EVIDENCE.described(vendor, newer, "confluence-v2.json");
    assertThat(vendor.requests())
        .filteredOn(request -> !newer.contains(request))
        .extracting(request -> request.method() + " " + request.uri().getPath())
        .allMatch(
            line ->
                line.matches(
                    "(GET /wiki/rest/api/search|(PUT|DELETE) /wiki/rest/api/space/KEY"
                        + "|PUT /wiki/rest/api/content/[0-9]+/move/append/[0-9]+"
                        + "|POST /wiki/rest/api/content/[0-9]+/child/attachment"
                        + "|GET /wiki/rest/api/content/[0-9]+/child/attachment/att9/download)"));
  }

  @Test
  void wikisRequestsFitItsSchema() throws IOException {
    String page =
        """
        {"id": 7, "path": "a/title", "locale": "en", "title": "Title", "content": "# Body", "render": "<h1>Body</h1>",
         "contentType": "markdown", "description": "", "editor": "markdown", "isPublished": true, "isPrivate": false,
         "tags": [{"tag": "x"}], "createdAt": "2026-01-02T12:00:00.000Z", "updatedAt": "2026-01-02T12:00:00.000Z"}\
        """;
    String done = "\"responseResult\": {\"succeeded\": true, \"errorCode\": 0, \"slug\": \"ok\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("wikijs")
            .when(
                ".*locales.*",
                """
                {"data": {"localization": {"locales": [
                 {"code": "en", "name": "English", "createdAt": "2026-01-02T12:00:00.000Z", "isInstalled": true},
                 {"code": "de", "name": "German", "createdAt": "2026-01-02T12:00:00.000Z", "isInstalled": false}]}}}\
                """)
            .when(
                ".*mutation.*pages.*",
                "{\"data\": {\"pages\": {\"done\": {" + done + ", \"page\": " + page + "}}}}")
            .when(
                ".*mutation.*comments.*",
                "{\"data\": {\"comments\": {\"done\": {" + done + ", \"id\": 3}}}}")
            .when(
                ".*pages . list.*",
                "{\"data\": {\"pages\": {\"list\": ["
                    + page
                    + ", "
                    + page.replace("a/title", "a/title/below")
                    + ", "
                    + page.replace("a/title", "top")
                    + "]}}}")
            .when(
                ".*comments . list.*",
                "{\"data\": {\"comments\": {\"list\": [{\"id\": 3, \"content\": \"x\","
                    + " \"authorName\": \"A\", \"createdAt\": \"2026-01-02T12:00:00.000Z\"}]}}}")
            .when(
                ".*search.*",
                "{\"data\": {\"pages\": {\"search\": {\"results\": [{\"id\": \"7\", \"title\":"
                    + " \"T\", \"description\": \"d\", \"path\": \"a\", \"locale\": \"en\"}]}}}}")
            .when(
                ".*history.*",
                "{\"data\": {\"pages\": {\"history\": {\"total\": 5, \"trail\": [{\"versionId\":"
                    + " 2, \"versionDate\": \"2026-01-02T12:00:00.000Z\", \"authorName\": \"A\","
                    + " \"actionType\": \"edit\"}]}}}}")
            .when(
                ".*version.*",
                "{\"data\": {\"pages\": {\"version\": {\"title\": \"T\", \"content\": \"x\","
                    + " \"locale\": \"en\", \"path\": \"a\", \"createdAt\":"
                    + " \"2026-01-02T12:00:00.000Z\", \"versionDate\":"
                    + " \"2026-01-02T12:00:00.000Z\"}}}}")
            .when(".*single.*", "{\"data\": {\"pages\": {\"single\": " + page + "}}}");

    Set<String> answered = new KnowledgeAsker(vendor, new Ids("en", "7", "8", "a")).askEverything();

    assertThat(answered).isEqualTo(offered("wikijs"));
    new GraphQlWitness(wikiSchema()).assertDescribes(vendor.requests(), 40);
    EVIDENCE.described(vendor, vendor.requests(), "wikijs-graphql");
  }

  /** The schema of Wiki.js. */
  static String wikiSchema() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(Repository.shared("specs/wikijs-graphql"))) {
      for (Path file : files.sorted().toList()) {
        text.append(Files.readString(file)).append('\n');
      }
    }
    text.append(
        "scalar Upload\ndirective @rateLimit(limit: Int, duration: Int) on FIELD_DEFINITION");
    return text.toString();
  }

  /** There is no description but its routes, and examples of its bodies. */
  @Test
  void bookstacksRequestsHaveItsRoutesAndTheFieldsOfItsExamples() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("bookstack")
            .when("DELETE .*", 204, "")
            .when("GET .*/books .*", example("books-list"))
            .when(
                "GET .*/pages .*",
                example("pages-list")
                    .edited(text -> text.replaceFirst("\"chapter_id\": 1", "\"chapter_id\": 0")))
            .when("GET .*/attachments .*", example("attachments-list"))
            .when("GET .*/attachments/5 .*", file())
            .when(
                "GET .*/search .*",
                example("search-all")
                    .edited(text -> text.replace("\"book_id\": 1,", "\"book_id\": 16,")))
            .when(".* .*/attachments.*", example("attachments-create"))
            .when(".* .*/content-permissions/.*", example("content-permissions-read"))
            .when("GET .*/export/.*", "# Exported")
            .when("(GET|PUT) .*/books/.*", example("books-update"))
            .when("POST .*/books .*", example("books-create"))
            .when(".* .*/pages.*", example("pages-read"));

    Set<String> answered =
        new KnowledgeAsker(vendor, new Ids("16", "358", "chapter:75", "5")).askEverything();

    assertThat(answered).isEqualTo(offered("bookstack"));
    assertThat(vendor.requests())
        .filteredOn(
            request ->
                request.method().equals("POST") && request.uri().getPath().endsWith("/pages"))
        .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
        .contains(
            "{\"book_id\":16,\"name\":\"Title\",\"markdown\":\"\"}",
            "{\"chapter_id\":75,\"name\":\"Title\",\"markdown\":\"# Body\",\"priority\":3}");
    List<String> routes = routes();
    assertThat(vendor.requests())
        .allSatisfy(
            request -> {
              String line =
                  request.method()
                      + " "
                      + URLDecoder.decode(
                          request.uri().getRawPath().substring("/api/".length()),
                          StandardCharsets.UTF_8);
              assertThat(routes).describedAs(line).anyMatch(route -> Pattern.matches(route, line));
            });
    assertThat(fields(vendor, "POST", "books")).isSubsetOf("name", "description");
    assertThat(fields(vendor, "POST", "pages"))
        .isSubsetOf("book_id", "chapter_id", "name", "html", "markdown", "priority");
    assertThat(fields(vendor, "PUT", "content-permissions"))
        .isSubsetOf("owner_id", "role_permissions", "fallback_permissions");
  }

  private static Recording example(String name) throws IOException {
    return Recording.of("specs/bookstack-api/dev/api/responses/" + name + ".json", EVIDENCE);
  }

  // The example is a link; a file differs by these two.
  private static String file() throws IOException {
    return example("attachments-read")
        .text()
        .replace("\"external\": true", "\"external\": false")
        .replace("https://link.example.com/updated", "dGV4dA==");
  }

  static List<String> routes() throws IOException {
    List<String> routes = new ArrayList<>();
    var route =
        Pattern.compile("Route::(get|post|put|delete)\\('([^']*)'")
            .matcher(Files.readString(Repository.shared("specs/bookstack-api/routes/api.php")));
    while (route.find()) {
      routes.add(
          route.group(1).toUpperCase(Locale.ROOT)
              + " "
              + route.group(2).replaceAll("\\{[^}]*}", "[^/]+"));
    }
    return routes;
  }

  private static Set<String> fields(AnsweringVendor vendor, String method, String place) {
    Set<String> names = new TreeSet<>();
    vendor.requests().stream()
        .filter(request -> request.method().equals(method))
        .filter(request -> request.uri().getPath().startsWith("/api/" + place))
        .forEach(request -> names.addAll(JSON.readTree(request.body()).propertyNames()));
    assertThat(names).isNotEmpty();
    return names;
  }
}

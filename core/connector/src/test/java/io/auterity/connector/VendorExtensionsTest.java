package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the product's files bring beside their kinds: each is sent, and its reply read. */
@Tag("generated")
class VendorExtensionsTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final Binder BINDER = new Binder();
  private static final String GITLAB =
      "fixtures/gitlab4j/gitlab4j-models/src/test/resources/org/gitlab4j/models/";

  private final AskedExtensions asked = new AskedExtensions();

  private static Json.Obj json(String text) {
    return new JsonReader(100_000).readObject(text.getBytes(UTF_8));
  }

  private static Recording shared(String file) throws IOException {
    return Recording.of(file, EVIDENCE);
  }

  /** Requires that each request is described. */
  private static void described(
      AnsweringVendor vendor, String file, String base, List<WireRequest> requests, int more)
      throws IOException {
    new VendorWitness(file, base).assertDescribes(requests, more);
    EVIDENCE.described(vendor, requests, file);
  }

  private static Json.Obj config(String name) {
    return Json.EMPTY.with(name, Json.of("https://vendor.example"));
  }

  /** Its description has an example of each reply. */
  @Test
  void ofGithub() throws IOException {
    VendorWitness witness = new VendorWitness("github-api.json.gz", "");
    AnsweringVendor vendor =
        new AnsweringVendor("github", config("api"))
            .when("DELETE .*", "")
            .when("POST .*/projectsV2/3/items .*", "{\"id\": 17, \"content_type\": \"Issue\"}")
            .when("PUT .*/(sub|environments/production) .*", "{}")
            .when("POST .*/dispatches .*", 204, "")
            .when(
                ".*discussions\\(first.*",
                """
                {"data": {"repository": {"discussions": {"nodes": [{"number": 7, "title": "T", "url": "https://a.example/7", "isAnswered": null,
                  "category": {"name": "Ideas"}, "author": null, "comments": {"totalCount": 2}}],
                  "pageInfo": {"hasNextPage": true, "endCursor": "c"}}}}}
                """)
            .when(
                ".*discussionCategories.*",
                "{\"data\": {\"repository\": {\"id\": \"R\", \"discussionCategories\": {\"nodes\":"
                    + " [{\"id\": \"A\", \"name\": \"Polls\"}, {\"id\": \"B\", \"name\": \"Ideas\"}]}}}}")
            .when(
                ".*createDiscussion.*\"categoryId\":\"B\".*",
                "{\"data\": {\"createDiscussion\": {\"discussion\": {\"number\": 8, \"url\": \"https://a.example/8\"}}}}")
            .when(
                ".*discussion\\(number.*",
                "{\"data\": {\"repository\": {\"discussion\": {\"id\": \"D\"}}}}")
            .when(
                ".*addDiscussionComment.*\"discussionId\":\"D\".*",
                "{\"data\": {\"addDiscussionComment\": {\"comment\": {\"url\": \"https://a.example/8#1\"}}}}")
            .when(
                ".*sponsorshipsAsMaintainer.*",
                """
                {"data": {"repositoryOwner": {"sponsorshipsAsMaintainer": {"nodes": [{"createdAt": "2031-02-03T00:00:00Z", "isOneTimePayment": false,
                  "sponsorEntity": {"login": "ada"}, "tier": {"name": "$5 a month", "monthlyPriceInDollars": 5}}],
                  "pageInfo": {"hasNextPage": false, "endCursor": null}}}}}
                """);
    for (String place :
        List.of(
            "GET /repos/octo/hello/deployments",
            "POST /repos/octo/hello/deployments",
            "POST /repos/octo/hello/deployments/1/statuses",
            "PATCH /repos/octo/hello/code-scanning/alerts/42",
            "PATCH /repos/octo/hello/dependabot/alerts/2",
            "PATCH /repos/octo/hello/secret-scanning/alerts/42",
            "GET /repos/octo/hello/security-advisories",
            "GET /orgs/octo/installations",
            "GET /repos/octo/hello/actions/runs/30433642/pending_deployments",
            "POST /repos/octo/hello/actions/runs/30433642/pending_deployments",
            "GET /repos/octo/hello/actions/caches",
            "GET /orgs/octo/packages",
            "GET /repos/octo/hello/code-scanning/alerts",
            "GET /repos/octo/hello/dependabot/alerts",
            "GET /repos/octo/hello/secret-scanning/alerts",
            "GET /orgs/octo/projectsV2",
            "GET /user/marketplace_purchases",
            "GET /rate_limit",
            "GET /repos/octo/hello/actions/runners",
            "GET /repos/octo/hello/environments/production",
            "PUT /repos/octo/hello/actions/runners/23/labels",
            "GET /repos/octo/hello/actions/oidc/customization/sub",
            "GET /repos/octo/hello/pages",
            "POST /repos/octo/hello/pages")) {
      String[] parts = place.split(" ", 2);
      String example = witness.example(parts[0], parts[1]);
      // Of boards it shows one where its schema has a list.
      vendor.when(place + " .*", place.endsWith("/projectsV2") ? "[" + example + "]" : example);
    }

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            github.deployment.create {"repository": "octo/hello", "ref": "main", "environment": "staging", "checks": [], "production": false}
            github.deployment.list {"repository": "octo/hello", "environment": "staging"}
            github.deployment.report {"repository": "octo/hello", "id": "1", "state": "success", "environmentUrl": "https://a.example"}
            github.package.list {"owner": "octo", "type": "container"}
            github.package.delete {"owner": "octo", "type": "container", "name": "hello"}
            github.code_alert.list {"repository": "octo/hello", "state": "open"}
            github.dependency_alert.list {"repository": "octo/hello", "severity": "high", "cursor": "c"}
            github.secret_alert.list {"repository": "octo/hello"}
            github.board.list {"owner": "octo", "search": "plan"}
            github.board.add {"owner": "octo", "board": 3, "type": "Issue", "repository": "octo/hello", "number": 7}
            github.purchase.list {}
            github.rate.get {}
            github-actions.runner.list {"repository": "octo/hello"}
            github-actions.runner.label {"repository": "octo/hello", "id": "23", "labels": ["gpu"]}
            github-actions.runner.delete {"repository": "octo/hello", "id": "23"}
            github-actions.oidc.get {"repository": "octo/hello"}
            github-actions.oidc.set {"repository": "octo/hello", "claims": ["repo", "context"]}
            github-actions.environment.protect {"environment": "octo/hello/environments/production", "wait": 5, "users": [1], "teams": [2]}
            github-actions.pages.enable {"repository": "octo/hello", "branch": "main"}
            github-actions.pages.get {"repository": "octo/hello"}
            github-actions.pages.disable {"repository": "octo/hello"}
            github.code_alert.judge {"repository": "octo/hello", "number": 42, "state": "dismissed", "reason": "false positive", "comment": "no"}
            github.dependency_alert.judge {"repository": "octo/hello", "number": 2, "state": "dismissed", "reason": "tolerable_risk"}
            github.secret_alert.judge {"repository": "octo/hello", "number": 42, "state": "resolved", "reason": "revoked"}
            github.advisory.list {"repository": "octo/hello", "state": "published"}
            github.app.list {"owner": "octo"}
            github.discussion.list {"repository": "octo/hello"}
            github.discussion.create {"repository": "octo/hello", "category": "Ideas", "title": "T", "body": "B"}
            github.discussion.comment {"repository": "octo/hello", "number": 8, "body": "C"}
            github.sponsor.list {"owner": "octo", "cursor": "c"}
            github-actions.repository.dispatch {"repository": "octo/hello", "event": "on-demand", "payload": {"unit": false}}
            github-actions.deployment.pending {"build": "octo/hello/runs/30433642"}
            github-actions.deployment.judge {"build": "octo/hello/runs/30433642", "environments": [161171787], "agree": true, "comment": "Ship it"}
            github-actions.cache.list {"repository": "octo/hello", "key": "Linux-"}
            github-actions.cache.delete {"repository": "octo/hello", "id": "505"}
            """);
    Map<Boolean, List<WireRequest>> byForm =
        sent.stream().collect(Collectors.partitioningBy(r -> r.uri().getPath().equals("/graphql")));
    described(vendor, "github-api.json.gz", "", byForm.getOrDefault(false, List.of()), 28);
    List<WireRequest> documents = byForm.getOrDefault(true, List.of());
    new GraphQlWitness(githubSchema()).assertDescribes(documents, 5);
    EVIDENCE.described(vendor, documents, "github-schema.graphql.gz");

    assertThat(asked.told("github.secret_alert.list"))
        .contains("Adafruit")
        .doesNotContain("aio_XXXXXXXXXXXXXXXXXXXXXXXXXXXX");
    assertThat(asked.told("github.dependency_alert.list")).contains("\"severity\":\"high\"");
    assertThat(asked.told("github.rate.get")).contains("\"name\":\"search\"");
    assertThat(asked.told("github.secret_alert.judge")).contains("resolved");
    assertThat(asked.told("github.discussion.list")).contains("\"next\":\"c\"", "Ideas");
    assertThat(asked.told("github.sponsor.list")).contains("ada").doesNotContain("next");
  }

  /** The schema of GitHub, one type of which has two of its fields twice. */
  private static String githubSchema() throws IOException {
    Path file = Repository.shared("specs/github-schema.graphql.gz");
    String text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), UTF_8);
    }
    for (String field :
        List.of("repositoryDeployKeySetting:", "repositoryDeployKeySettingOrganizations(")) {
      int second = text.lastIndexOf("\n  " + field) + 3;
      text = text.substring(0, second) + "again_" + text.substring(second);
    }
    return text;
  }

  private static CallFailedException refusedDiscussion(AnsweringVendor vendor) {
    Capability create =
        vendor.extensions().stream()
            .filter(each -> each.id().equals("github.discussion.create"))
            .findFirst()
            .orElseThrow();
    Json.Obj given =
        json(
            "{\"repository\": \"octo/hello\", \"category\": \"Ideas\", \"title\": \"T\", \"body\": \"B\"}");
    return catchThrowableOfType(
        CallFailedException.class,
        () -> vendor.extension(create, (ExtensionValue) BINDER.bind(create, Payload.of(given))));
  }

  /** GraphQL refuses with status 200; an Enterprise Server has it elsewhere. */
  @Test
  void whatGraphqlOfGithubRefusesIsTold() {
    AnsweringVendor lost =
        new AnsweringVendor("github", config("api"))
            .when(
                ".*",
                "{\"data\": {\"repository\": null}, \"errors\": [{\"type\": \"NOT_FOUND\", \"message\": \"no such repository\"}]}");
    AnsweringVendor uncategorized =
        new AnsweringVendor("github", config("api"))
            .when(
                ".*",
                "{\"data\": {\"repository\": {\"id\": \"R\", \"discussionCategories\": {\"nodes\": []}}}}");
    AnsweringVendor enterprise =
        new AnsweringVendor(
            "github", Json.EMPTY.with("api", Json.of("https://vendor.example/api/v3")));

    assertThat(refusedDiscussion(lost).failure().code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refusedDiscussion(lost)).hasMessageContaining("no such repository");
    assertThat(refusedDiscussion(uncategorized).failure().code()).isEqualTo(FailureCode.INVALID);
    assertThat(refusedDiscussion(enterprise).failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
    assertThat(enterprise.requests()).isEmpty();
  }

  private static AnsweringVendor production(int status, String before) {
    return new AnsweringVendor("github", config("api"))
        .when("GET .*/environments/production .*", status, before)
        .when("PUT .*", "{}");
  }

  private static String protect(AnsweringVendor vendor, String input) {
    Capability protect =
        vendor.extensions().stream()
            .filter(each -> each.id().equals("github-actions.environment.protect"))
            .findFirst()
            .orElseThrow();
    Json.Obj given = json("{\"environment\": \"octo/hello/environments/production\"" + input + "}");
    vendor.extension(protect, (ExtensionValue) BINDER.bind(protect, Payload.of(given)));
    return vendor.lastBody();
  }

  @Test
  void whatGuardsAnEnvironmentOfGithubStaysUnlessItIsNamed() throws IOException {
    String shown =
        new VendorWitness("github-api.json.gz", "")
            .example("GET", "/repos/octo/hello/environments/production")
            .replace("\"prevent_self_review\":false", "\"prevent_self_review\":true");
    String rest =
        ",\"deployment_branch_policy\":{\"protected_branches\":false,\"custom_branch_policies\":true}}";

    assertThat(protect(production(200, shown), ", \"wait\": 5"))
        .isEqualTo(
            "{\"wait_timer\":5,\"prevent_self_review\":true,\"reviewers\":[{\"type\":\"User\",\"id\":1},"
                + "{\"type\":\"Team\",\"id\":1}]"
                + rest);
    assertThat(
            protect(
                production(200, shown), ", \"users\": [], \"teams\": [7], \"notByOneself\": false"))
        .isEqualTo(
            "{\"wait_timer\":30,\"prevent_self_review\":false,\"reviewers\":[{\"type\":\"Team\",\"id\":7}]"
                + rest);
    assertThat(protect(production(404, "{\"message\": \"Not Found\"}"), ", \"users\": [3]"))
        .isEqualTo(
            "{\"wait_timer\":0,\"prevent_self_review\":false,\"reviewers\":[{\"type\":\"User\",\"id\":3}],"
                + "\"deployment_branch_policy\":null}");
  }

  @Test
  void aCursorOfGithubIsTakenFromTheNextLinkAsItWas() {
    AnsweringVendor vendor =
        new AnsweringVendor("github", config("api"))
            .when(".*", "[]")
            .linked(
                "<https://vendor.example/x?before=b&after=no>; rel=\"prev\", "
                    + "<https://vendor.example/x?per_page=50&after=a%2Bb%2Fc%3D%3D>; rel=\"next\"");
    Capability list =
        vendor.extensions().stream()
            .filter(each -> each.id().equals("github.dependency_alert.list"))
            .findFirst()
            .orElseThrow();
    Json.Obj input = json("{\"repository\": \"octo/hello\", \"cursor\": \"a+b/c==\"}");

    Json.Obj result =
        vendor.extension(list, (ExtensionValue) BINDER.bind(list, Payload.of(input))).fields();

    assertThat(result.text("next")).isEqualTo("a+b/c==");
    assertThat(vendor.requests().getFirst().uri().getRawQuery())
        .matches(".*after=a%2[bB]b(/|%2[fF])c(==|%3[dD]%3[dD])(&.*)?");
  }

  /** Of these the descriptions that there are have the playing of a job alone. */
  @Test
  void ofGitlab() throws IOException {
    String wiki =
        "{\"slug\": \"home\", \"title\": \"Home\", \"content\": \"Hi\", \"format\": \"markdown\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .when("DELETE .*", "")
            .when("GET .*/wikis .*", "[" + wiki + "]")
            .when(".*/wikis.*", wiki)
            .when("GET .*/snippets .*", "[" + shared(GITLAB + "snippet.json").text() + "]")
            .when("POST .*/snippets .*", shared(GITLAB + "snippet.json"))
            .when("GET .*/packages .*", shared(GITLAB + "packages.json"))
            .when("GET .*/registry/repositories .*", shared(GITLAB + "registry-repositories.json"))
            .when("POST .*/approval_rules .*", shared(GITLAB + "approval-rule.json"))
            .when(
                "GET .*/approval_rules .*",
                "[" + shared(GITLAB + "approval-rule.json").text() + "]")
            .when(
                "GET .*/tags .*",
                "[{\"name\": \"v1\", \"path\": \"octo/hello:v1\", \"location\": \"r.example/octo/hello:v1\"}]")
            .when("POST .*/pipeline_schedules/13/play .*", "{\"message\": \"201 Created\"}")
            .when("POST .*/pipeline_schedules .*", shared(GITLAB + "pipeline-schedule.json"))
            .when(
                "GET .*/pipeline_schedules .*",
                "[" + shared(GITLAB + "pipeline-schedule.json").text() + "]")
            .when("GET .*/runners .*", shared(GITLAB + "all-runners.json"))
            .when(
                "POST .*/ci/lint .*",
                "{\"valid\": false, \"errors\": [\"no stage\"], \"warnings\": [], \"merged_yaml\": null}")
            .when("GET .*/pages .*", "{\"url\": \"https://a.example\", \"force_https\": true}")
            .when("POST .*/jobs/6/play .*", shared(GITLAB + "job.json"))
            .when("PUT .*", shared(GITLAB + "project.json"));

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            gitlab.wiki_page.list {"repository": "octo/hello"}
            gitlab.wiki_page.get {"repository": "octo/hello", "slug": "a/home"}
            gitlab.wiki_page.create {"repository": "octo/hello", "title": "Home", "body": "Hi"}
            gitlab.wiki_page.update {"repository": "octo/hello", "slug": "home", "body": "Hi"}
            gitlab.wiki_page.delete {"repository": "octo/hello", "slug": "home"}
            gitlab.snippet.list {"repository": "octo/hello"}
            gitlab.snippet.create {"repository": "octo/hello", "title": "t", "file": "a.rb", "text": "puts 1"}
            gitlab.snippet.delete {"repository": "octo/hello", "id": "1"}
            gitlab.package.list {"repository": "octo/hello", "page": 2}
            gitlab.package.delete {"repository": "octo/hello", "id": "1"}
            gitlab.image.list {"repository": "octo/hello"}
            gitlab.approval_rule.create {"pull": "octo/hello!7", "name": "security", "approvals": 1, "users": [2]}
            gitlab.auto_devops.set {"repository": "octo/hello", "enabled": true}
            gitlab.pages.get {"repository": "octo/hello"}
            gitlab.pages.disable {"repository": "octo/hello"}
            gitlab-ci.job.play {"job": "octo/hello#46#6"}
            gitlab.approval_rule.list {"pull": "octo/hello!7"}
            gitlab.approval_rule.delete {"pull": "octo/hello!7", "id": "1"}
            gitlab.image_tag.list {"repository": "octo/hello", "image": "2"}
            gitlab.image_tag.delete {"repository": "octo/hello", "image": "2", "tag": "v1"}
            gitlab-ci.schedule.create {"repository": "octo/hello", "ref": "master", "cron": "* * * * *", "timezone": "Asia/Tokyo"}
            gitlab-ci.schedule.list {"repository": "octo/hello"}
            gitlab-ci.schedule.run {"repository": "octo/hello", "id": "13"}
            gitlab-ci.schedule.delete {"repository": "octo/hello", "id": "13"}
            gitlab-ci.runner.list {"repository": "octo/hello", "page": 2}
            gitlab-ci.definition.check {"repository": "octo/hello", "definition": "a: {script: b}"}
            """);

    assertThat(sent)
        .extracting(r -> r.method() + " " + r.uri().getRawPath())
        .map(line -> line.replace("/api/v4/projects/octo%2Fhello", ""))
        .containsExactlyInAnyOrder(
            "GET /wikis",
            "GET /wikis/a%2Fhome",
            "POST /wikis",
            "PUT /wikis/home",
            "DELETE /wikis/home",
            "GET /snippets",
            "POST /snippets",
            "DELETE /snippets/1",
            "GET /packages",
            "DELETE /packages/1",
            "GET /registry/repositories",
            "POST /merge_requests/7/approval_rules",
            "PUT ",
            "GET /pages",
            "DELETE /pages",
            "POST /jobs/6/play",
            "GET /merge_requests/7/approval_rules",
            "DELETE /merge_requests/7/approval_rules/1",
            "GET /registry/repositories/2/tags",
            "DELETE /registry/repositories/2/tags/v1",
            "POST /pipeline_schedules",
            "GET /pipeline_schedules",
            "POST /pipeline_schedules/13/play",
            "DELETE /pipeline_schedules/13",
            "GET /runners",
            "POST /ci/lint");
    described(
        vendor,
        "gitlab-official-partial.yaml",
        "",
        sent.stream().filter(r -> r.uri().getPath().matches(".*/jobs/6/play")).toList(),
        0);
    assertThat(asked.told("gitlab.package.list")).contains("com/mycompany/my-app");
    assertThat(asked.told("gitlab.approval_rule.create")).contains("\"approvals\":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gitea", "forgejo"})
  void ofGitea(String connector) throws IOException {
    String stored =
        "{\"type\": \"npm\", \"name\": \"b\", \"version\": \"1\","
            + " \"created_at\": \"2031-02-03T00:00:00Z\"}";
    AnsweringVendor vendor =
        new AnsweringVendor(connector, config("url"))
            .when("DELETE .*", "")
            .when("GET /api/v1/user/orgs .*", "[{\"name\": \"acme\", \"visibility\": \"limited\"}]")
            .when("GET .*/files .*", "[{\"name\": \"b.tgz\", \"size\": 3, \"sha256\": \"0a\"}]")
            .when("GET /api/v1/packages/octo .*", "[" + stored + "]")
            .when("GET /api/v1/packages/.*", stored)
            .when("POST /api/v1/orgs .*", "{\"name\": \"acme\"}")
            .when(
                "(POST .*/migrate|PATCH /api/v1/repos/octo/hello) .*",
                "{\"full_name\": \"octo/hello\", \"mirror_interval\": \"8h30m0s\","
                    + " \"mirror_updated\": \"0001-01-01T00:00:00Z\"}")
            .when(".*", "{}");

    described(
        vendor,
        connector + "-swagger-v1.json",
        "/api/v1",
        asked.ask(
            vendor,
            """
            HOST.organization.create {"name": "acme", "visibility": "limited"}
            HOST.organization.list {"limit": 5}
            HOST.organization.delete {"name": "acme"}
            HOST.mirror.create {"source": "https://git.example/a.git", "name": "a", "lfs": true}
            HOST.mirror.update {"repository": "octo/hello", "interval": "8h30m"}
            HOST.mirror.sync {"repository": "octo/hello"}
            HOST.package.list {"owner": "octo", "type": "npm", "page": 2}
            HOST.package.get {"owner": "octo", "type": "npm", "name": "@a/b", "version": "1"}
            HOST.package.delete {"owner": "octo", "type": "npm", "name": "b", "version": "1"}
            """
                .replace("HOST", connector)),
        8);
  }

  @Test
  void ofWoodpecker() throws IOException {
    String cron = "{\"id\": 3, \"name\": \"n\", \"schedule\": \"@daily\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("woodpecker", config("url"))
            .when("DELETE .*", "")
            .when("GET .*/cron .*", "[" + cron + "]")
            .when("POST .*/cron .*", cron)
            .when(
                "PATCH .*",
                "{\"id\": 42, \"trusted\": {\"network\": true}, \"require_approval\": \"forks\"}")
            .when("GET .*/agents .*", "[{\"id\": 1, \"name\": \"a\", \"capacity\": 2}]")
            .when(
                "GET .*/registries .*",
                "[{\"address\": \"docker.io\", \"username\": \"u\", \"password\": \"p\"}]");

    described(
        vendor,
        "woodpecker-swagger.json",
        "/api",
        asked.ask(
            vendor,
            """
            woodpecker.cron.create {"repository": "42", "name": "nightly", "schedule": "@daily"}
            woodpecker.cron.list {"repository": "42"}
            woodpecker.cron.delete {"repository": "42", "id": "3"}
            woodpecker.repository.trust {"repository": "42", "network": true}
            woodpecker.repository.guard {"repository": "42", "approval": "forks"}
            woodpecker.agent.list {}
            woodpecker.registry.list {"repository": "42"}
            woodpecker.registry.delete {"repository": "42", "address": "docker.io"}
            """),
        7);
    assertThat(asked.told("woodpecker.repository.trust"))
        .isEqualTo("{\"network\":true,\"security\":false,\"volumes\":false}");
    assertThat(asked.told("woodpecker.registry.list")).doesNotContain("\"p\"");
  }

  @Test
  void ofNotion() throws IOException {
    String page = "59833787-2cf9-4fdf-8782-e53db20768a5";
    AnsweringVendor vendor =
        new AnsweringVendor("notion", Json.EMPTY.with("root", Json.of("r")))
            .when(
                "POST .*/query .*",
                "{\"results\": [{\"id\": \"p\", \"properties\": {}}], \"has_more\": true,"
                    + " \"next_cursor\": \"c\"}")
            .when(
                "GET .*/templates .*",
                "{\"templates\": [{\"id\": \"t\", \"name\": \"Bug\"}], \"has_more\": false,"
                    + " \"next_cursor\": null}")
            .when(
                ".*", "{\"id\": \"d\", \"title\": [{\"plain_text\": \"T\"}], \"properties\": {}}");

    described(
        vendor,
        "notion.json",
        "",
        asked.ask(
            vendor,
            """
            notion.database.create {"page": "PAGE", "title": "T", "properties": {"Name": {"title": {}}}}
            notion.database.get {"database": "PAGE"}
            notion.database.query {"database": "PAGE", "limit": 5, "sorts": [{"property": "Name", "direction": "ascending"}]}
            notion.database.update {"database": "PAGE", "title": "U", "properties": {"Old": null}}
            notion.template.list {"database": "PAGE", "cursor": "c"}
            """
                .replace("PAGE", page)),
        4);
    assertThat(asked.told("notion.template.list")).contains("Bug");
  }

  @Test
  void ofConfluence() throws IOException {
    String post =
        """
        {"id": "7", "status": "current", "title": "T", "spaceId": "65541", "authorId": "a", "createdAt": "2024-05-06T07:08:09.123Z",
         "body": {"storage": {"representation": "storage", "value": "<p>Hi</p>"}}, "_links": {"webui": "/x"}}
        """;
    String task =
        "{\"id\": \"9\", \"status\": \"complete\", \"pageId\": \"3\", \"assignedTo\": \"a\"}";
    String links =
        ", \"_links\": {\"next\": \"/wiki/api/v2/x?limit=100&cursor=a%2Bb%2Fc%7B%3D&sort=y\"}}";
    AnsweringVendor vendor =
        new AnsweringVendor("confluence", config("url"))
            .when("DELETE .*", 204, "")
            .when("GET .*/blogposts .*", "{\"results\": [" + post + "]" + links)
            .when(".*/blogposts.*", post)
            .when("GET .*/tasks .*", "{\"results\": [" + task + "]" + links)
            .when("PUT .*/tasks/9 .*", task)
            .when(
                "GET .*/permissions .*",
                "{\"results\": [{\"id\": \"1\", \"principal\": {\"type\": \"group\", \"id\":"
                    + " \"g\"}, \"operation\": {\"key\": \"read\", \"targetType\": \"space\"}}],"
                    + " \"_links\": {}}");

    described(
        vendor,
        "confluence-v2.json",
        "/wiki/api/v2",
        asked.ask(
            vendor,
            """
            confluence.blog_post.create {"space": "65541", "title": "T", "body": "Hi"}
            confluence.blog_post.get {"id": "7"}
            confluence.blog_post.list {"space": "65541", "cursor": "c"}
            confluence.blog_post.delete {"id": "7"}
            confluence.permission.list {"space": "65541"}
            confluence.task.list {"space": "65541", "state": "incomplete", "assignee": "a"}
            confluence.task.update {"id": "9", "state": "complete"}
            """),
        6);
    assertThat(asked.told("confluence.blog_post.get")).contains("\"body\":\"Hi");
    assertThat(asked.told("confluence.blog_post.list")).contains("\"next\":\"a+b/c{=\"");
    assertThat(asked.told("confluence.permission.list")).doesNotContain("next");
  }

  @Test
  void ofBookstack() throws IOException {
    String examples = "specs/bookstack-api/dev/api/responses/";
    AnsweringVendor vendor =
        new AnsweringVendor("bookstack")
            .when("GET .*/shelves .*", shared(examples + "shelves-list.json"))
            .when("POST .*/shelves .*", shared(examples + "shelves-create.json"))
            .when("GET .*/chapters .*", shared(examples + "chapters-list.json"))
            .when("POST .*/chapters .*", shared(examples + "chapters-create.json"))
            .when(
                "GET .*/content-permissions/.*", shared(examples + "content-permissions-read.json"))
            .when(
                "PUT .*/content-permissions/.*",
                shared(examples + "content-permissions-update.json"))
            .when("GET .*/audit-log .*", shared(examples + "audit-log-list.json"))
            .when("POST .*/image-gallery .*", shared(examples + "image-gallery-create.json"));

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            bookstack.shelf.list {}
            bookstack.shelf.create {"name": "S", "description": "Books", "spaces": [5, 1]}
            bookstack.chapter.list {"space": "1", "offset": 100}
            bookstack.chapter.create {"space": "1", "name": "C"}
            bookstack.permission.get {"type": "book", "id": "1"}
            bookstack.permission.set {"type": "page", "id": "1", "roles": [{"role": 2, "view": true, "create": false, "update": false, "delete": false}], "inheriting": false}
            bookstack.audit.list {"offset": 100}
            bookstack.diagram.create {"page": "1", "image": "aGVsbG8="}
            """);

    List<String> routes = KnowledgeRequestsTest.routes();
    List<String> lines = new ArrayList<>();
    sent.forEach(r -> lines.add(r.method() + " " + r.uri().getPath().replace("/api/", "")));
    assertThat(lines).allMatch(line -> routes.stream().anyMatch(line::matches));
    assertThat(asked.told("bookstack.permission.set"))
        .contains("\"role\":2", "\"inheriting\":false");
    assertThat(asked.told("bookstack.audit.list")).contains("bookshelf_create", "Admins");
    assertThat(asked.told("bookstack.chapter.create")).contains("\"parent\":\"chapter:668\"");
  }
}

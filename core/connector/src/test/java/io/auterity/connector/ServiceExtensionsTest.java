package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.files.VendorWitness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;

/** What files of trackers, builds, wikis and automation bring beside their kinds. */
@Tag("generated")
class ServiceExtensionsTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private final AskedExtensions asked = new AskedExtensions();

  private static void described(
      AnsweringVendor vendor,
      String file,
      String base,
      List<WireRequest> requests,
      int more,
      String... flaws)
      throws IOException {
    VendorWitness witness = new VendorWitness(file, base);
    assertThat(requests).hasSizeGreaterThan(more);
    assertThat(requests.stream().flatMap(each -> witness.faults(each).stream()))
        .containsExactly(flaws);
    EVIDENCE.described(
        vendor, requests.stream().filter(each -> witness.faults(each).isEmpty()).toList(), file);
  }

  private static void described(
      AnsweringVendor vendor, GraphQlWitness witness, String name, int more) {
    witness.assertDescribes(vendor.requests(), more);
    EVIDENCE.described(vendor, vendor.requests(), name);
  }

  private static List<String> lines(List<WireRequest> requests) {
    return requests.stream().map(r -> r.method() + " " + r.uri().getPath() + query(r)).toList();
  }

  private static String query(WireRequest request) {
    String query = request.uri().getQuery();
    return query == null ? "" : "?" + query;
  }

  private static String body(WireRequest request) {
    return new String(request.body(), UTF_8);
  }

  @Test
  void ofJira() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("jira", Json.EMPTY.with("url", Json.of("https://vendor.example")))
            .when(
                "GET .*/board .*",
                "{\"startAt\": 0, \"isLast\": false, \"values\": [{\"id\": 84, \"name\": \"Scrum\", \"type\": \"scrum\","
                    + " \"location\": {\"projectKey\": \"PROJ\"}}]}")
            .when(
                "GET .*/board/84/issue .*",
                "{\"startAt\": 0, \"total\": 1, \"issues\": [{\"key\": \"PROJ-7\", \"fields\": {\"summary\": \"T\","
                    + " \"status\": {\"name\": \"To do\"}}}]}")
            .when(
                "GET .*/configuration .*",
                "{\"columnConfig\": {\"columns\": [{\"name\": \"Doing\", \"max\": 4, \"statuses\": []}]}}")
            .when(
                "GET .*/epic .*",
                "{\"startAt\": 0, \"isLast\": true, \"values\": [{\"id\": 37, \"key\": \"PROJ-1\", \"name\": \"E\", \"summary\": \"Epic\","
                    + " \"done\": true}]}")
            .when(
                "GET .*/version .*",
                "{\"startAt\": 0, \"isLast\": true, \"values\": [{\"id\": \"10000\", \"name\": \"1.0\", \"released\": true,"
                    + " \"releaseDate\": \"2031-02-03\"}]}")
            .when(
                "POST .*/version .*", "{\"id\": \"10001\", \"name\": \"2.0\", \"released\": false}")
            .when(
                "GET .*/dashboard/search .*",
                "{\"startAt\": 0, \"isLast\": true, \"values\": [{\"id\": \"1\", \"name\": \"Team\", \"view\": \"https://x\"}]}")
            .when(".*", "{\"id\": 5, \"name\": \"W\", \"state\": \"x\"}");

    Map<Boolean, List<WireRequest>> byPart =
        asked
            .ask(
                vendor,
                """
                jira.sprint.start {"sprint": "5", "goal": "g", "startsAt": "2031-02-03T00:00:00Z", "endsAt": "2031-02-10T00:00:00Z"}
                jira.sprint.complete {"sprint": "5"}
                jira.board.list {"project": "PROJ"}
                jira.board.issues {"board": "84", "jql": "labels = x", "offset": 50}
                jira.board.columns {"board": "84"}
                jira.epic.list {"board": "84", "done": true}
                jira.version.list {"project": "PROJ"}
                jira.version.create {"project": "PROJ", "name": "2.0", "startOn": "2031-02-03", "releaseOn": "2031-03-03"}
                jira.dashboard.list {"name": "Team"}
                """)
            .stream()
            .collect(Collectors.partitioningBy(r -> r.uri().getPath().contains("/agile/")));

    // To this description a field is an object of which it says nothing.
    described(
        vendor,
        "jira-software-v3-2022.json",
        "",
        byPart.getOrDefault(true, List.of()),
        5,
        "no value of query parameter fields: [summary,status]");
    described(
        vendor,
        "jira-cloud-platform-v3-2024.json.gz",
        "",
        byPart.getOrDefault(false, List.of()),
        2);
    assertThat(asked.told("jira.board.list")).contains("\"next\":1", "\"project\":\"PROJ\"");
    assertThat(asked.told("jira.board.issues")).doesNotContain("next").contains("To do");
  }

  @Test
  void ofLinear() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(
                ".*initiatives\\(.*",
                """
                {"data": {"initiatives": {"nodes": [{"id": "i", "name": "Grow", "status": "Active", "targetDate": null,
                  "projects": {"nodes": [{"name": "Billing"}]}}], "pageInfo": {"hasNextPage": false, "endCursor": null}}}}
                """)
            .when(
                ".*projects\\(.*",
                """
                {"data": {"projects": {"nodes": [{"id": "p", "name": "Billing", "status": {"name": "Started"}, "progress": 0.25, "health": "atRisk",
                  "startDate": "2031-02-03", "targetDate": null, "url": "https://x"}], "pageInfo": {"hasNextPage": true, "endCursor": "c"}}}}
                """)
            .when(
                ".*projectCreate.*",
                "{\"data\": {\"projectCreate\": {\"success\": true, \"project\": {\"id\": \"p\", \"url\": \"https://x\"}}}}")
            .when(
                ".*projectUpdateCreate.*",
                "{\"data\": {\"projectUpdateCreate\": {\"success\": true, \"projectUpdate\": {\"id\": \"u\", \"url\": \"https://x\"}}}}")
            .when(
                ".*projectMilestoneCreate.*",
                "{\"data\": {\"projectMilestoneCreate\": {\"success\": true, \"projectMilestone\": {\"id\": \"m\"}}}}")
            .when(
                ".*initiativeToProjectCreate.*",
                "{\"data\": {\"initiativeToProjectCreate\": {\"success\": true}}}");

    asked.ask(
        vendor,
        """
        linear.plan.list {"cursor": "b"}
        linear.plan.create {"name": "Billing", "teams": ["t"], "startOn": "2031-02-03"}
        linear.plan.report {"project": "p", "body": "Slow", "health": "atRisk"}
        linear.milestone.create {"project": "p", "name": "Beta", "targetOn": "2031-03-03"}
        linear.initiative.list {}
        linear.initiative.add {"initiative": "i", "project": "p"}
        """);

    described(
        vendor, new GraphQlWitness(VendorRequestsTest.linearSchema()), "linear.graphql.gz", 5);
    assertThat(asked.told("linear.plan.list")).contains("\"progress\":0.25", "\"next\":\"c\"");
    assertThat(asked.told("linear.initiative.list")).contains("[\"Billing\"]");
  }

  @Test
  void ofAsana() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("asana")
            .when("POST .*/addTask .*", "{\"data\": {}}")
            .when("POST .*", "{\"data\": {\"gid\": \"9\"}}")
            .when(
                "GET .*/(status_updates|goals|items|allocations) .*",
                """
                {"data": [{"gid": "7", "name": "N", "title": "T", "text": "Slow", "status_type": "at_risk", "status": "green", "due_on": "2031-02-03",
                  "assignee": {"gid": "1"}, "parent": {"gid": "2"}, "start_date": "2031-02-03", "end_date": "2031-02-10",
                  "effort": {"type": "percent", "value": 50}}], "next_page": null}
                """)
            .when(
                "GET .*",
                "{\"data\": [{\"gid\": \"7\", \"name\": \"Doing\"}], \"next_page\": {\"offset\": \"o\"}}");

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            asana.section.list {"project": "1331"}
            asana.section.create {"project": "1331", "name": "Doing"}
            asana.section.add {"section": "7", "issue": "1337"}
            asana.portfolio.list {"cursor": "o"}
            asana.portfolio.items {"portfolio": "7"}
            asana.status.report {"project": "1331", "title": "T", "state": "at_risk", "text": "Slow"}
            asana.status.list {"project": "1331"}
            asana.allocation.list {"person": "me"}
            asana.goal.list {}
            asana.template.list {}
            """);

    // This description lists what a status update has less often than Asana gives it.
    described(
        vendor,
        "asana.yaml.gz",
        "/api/1.0",
        sent,
        9,
        "no value of query parameter opt_fields:"
            + " [name,start_on,due_on,current_status_update.status_type]");
    assertThat(asked.told("asana.section.list")).contains("\"next\":\"o\"", "Doing");
    assertThat(asked.told("asana.allocation.list")).contains("\"effort\":50", "percent");
  }

  @Test
  void ofBitbucket() throws IOException {
    String schedule =
        "{\"uuid\": \"{5}\", \"enabled\": true, \"cron_pattern\": \"0 30 * * * ? *\", \"target\": {\"ref_name\": \"main\"}}";
    String variable =
        "{\"uuid\": \"{6}\", \"key\": \"REGION\", \"value\": \"eu\", \"secured\": false}";
    AnsweringVendor vendor =
        new AnsweringVendor("bitbucket")
            .when("DELETE .*", 204, "")
            .when("GET .*/schedules .*", "{\"values\": [" + schedule + "]}")
            .when("POST .*/schedules .*", schedule)
            .when(
                "GET .*/variables .*",
                "{\"values\": ["
                    + variable
                    + ", {\"uuid\": \"{7}\", \"key\": \"TOKEN\", \"value\": \"shown\", \"secured\": true}]}")
            .when("POST .*/variables .*", variable)
            .when(
                "GET .*/runners .*",
                "{\"values\": [{\"uuid\": \"{8}\", \"name\": \"r\", \"state\": {\"status\": \"ONLINE\"}, \"labels\": [\"linux\"]}]}")
            .when(
                "GET .*/deployments .*",
                "{\"values\": [{\"uuid\": \"{1}\", \"environment\": {\"uuid\": \"{4}\"}, \"state\": {\"name\": \"COMPLETED\"},"
                    + " \"release\": {\"name\": \"#7\", \"commit\": {\"hash\": \"0a\"}}}]}")
            .when(
                "GET .*/default-reviewers .*",
                "{\"values\": [{\"uuid\": \"{9}\", \"display_name\": \"Ada\"}]}")
            .when("PUT .*/reports/.*", "{\"uuid\": \"{3}\"}")
            .when("PUT .*/pipelines_config .*", "{\"enabled\": true}")
            .when("PUT .*", "{}");

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            bitbucket.deployment.list {"repository": "octo/hello"}
            bitbucket.reviewer.list {"repository": "octo/hello"}
            bitbucket.reviewer.add {"repository": "octo/hello", "id": "{9}"}
            bitbucket.reviewer.remove {"repository": "octo/hello", "id": "{9}"}
            bitbucket.report.publish {"repository": "octo/hello", "sha": "0a", "id": "scan-1", "title": "Scan", "type": "SECURITY", "result": "PASSED"}
            bitbucket-pipelines.pipelines.enable {"repository": "octo/hello", "enabled": true}
            bitbucket-pipelines.schedule.create {"repository": "octo/hello", "ref": "main", "cron": "0 30 * * * ? *"}
            bitbucket-pipelines.schedule.list {"repository": "octo/hello"}
            bitbucket-pipelines.schedule.delete {"repository": "octo/hello", "id": "{5}"}
            bitbucket-pipelines.variable.set {"environment": "octo/hello/environments/{4}", "name": "REGION", "value": "eu"}
            bitbucket-pipelines.variable.list {"environment": "octo/hello/environments/{4}"}
            bitbucket-pipelines.variable.delete {"environment": "octo/hello/environments/{4}", "id": "{6}"}
            bitbucket-pipelines.runner.list {"repository": "octo/hello"}
            """);

    described(vendor, "bitbucket-cloud-openapi3.json.gz", "/2.0", sent, 12);
    assertThat(asked.told("bitbucket-pipelines.variable.list"))
        .contains("REGION", "TOKEN")
        .doesNotContain("shown");
    assertThat(asked.told("bitbucket.deployment.list"))
        .contains("octo/hello/environments/{4}", "COMPLETED");
  }

  private static AnsweringVendor jenkins() {
    return new AnsweringVendor("jenkins")
        .when(
            "GET .*/config.xml .*", "<flow-definition><script>a &amp; b</script></flow-definition>")
        .when(
            "GET .*/pluginManager/.*",
            "{\"plugins\": [{\"shortName\": \"git\", \"version\": \"5.2\", \"enabled\": true, \"hasUpdate\": true}]}")
        .when(
            "GET .*/computer/.*",
            "{\"computer\": [{\"displayName\": \"n1\", \"offline\": false, \"idle\": true, \"numExecutors\": 2,"
                + " \"assignedLabels\": [{\"name\": \"linux\"}]}]}")
        .when(
            "POST .*/toJson .*",
            "{\"status\": \"ok\", \"data\": {\"result\": \"failure\", \"errors\": [{\"error\": [\"no agent\"]}]}}")
        .when("POST .*/createItem .*", 200, "")
        .when("POST .*/config.xml .*", 200, "")
        .when("POST .*", 302, "");
  }

  /** Jenkins describes no request; these are the ones of its documentation. */
  @Test
  void ofJenkins() {
    List<WireRequest> sent =
        asked.ask(
            jenkins(),
            """
            jenkins.folder.create {"name": "team"}
            jenkins.job.create {"repository": "team", "name": "app", "definition": "<project/>"}
            jenkins.job.definition {"pipeline": "team/app"}
            jenkins.job.define {"pipeline": "team/app", "definition": "<project/>"}
            jenkins.job.delete {"pipeline": "team/app"}
            jenkins.script_job.create {"repository": "team/inner", "name": "build", "jenkinsfile": "if (1 < 2 && true) { echo ']]>' }"}
            jenkins.multibranch.create {"name": "all", "remote": "https://git.example/a.git?x=1&y=2", "credential": "git"}
            jenkins.multibranch.scan {"pipeline": "all"}
            jenkins.plugin.list {}
            jenkins.plugin.install {"name": "git", "version": "5.3"}
            jenkins.node.list {}
            jenkins.definition.check {"jenkinsfile": "pipeline {}"}
            """);

    assertThat(lines(sent))
        .containsExactlyInAnyOrder(
            "POST /createItem?name=team&mode=com.cloudbees.hudson.plugins.folder.Folder",
            "POST /job/team/createItem?name=app",
            "GET /job/team/job/app/config.xml",
            "POST /job/team/job/app/config.xml",
            "POST /job/team/job/app/doDelete",
            "POST /job/team/job/inner/createItem?name=build",
            "POST /createItem?name=all",
            "POST /job/all/build?delay=0",
            "GET /pluginManager/api/json?tree=plugins[shortName,version,enabled,hasUpdate]",
            "POST /pluginManager/installNecessaryPlugins",
            "GET /computer/api/json?tree=computer[displayName,offline,idle,numExecutors,assignedLabels[name]]",
            "POST /pipeline-model-converter/toJson");
    assertThat(asked.told("jenkins.script_job.create")).contains("team/inner/build");
    assertThat(asked.told("jenkins.job.definition")).contains("a &amp; b");
    assertThat(asked.told("jenkins.definition.check")).contains("\"valid\":false", "no agent");
  }

  /** What callers give stands in the XML as text, and nothing of it as an element. */
  @Test
  void whatIsWrittenForJenkinsInXmlCannotBreakOut() throws Exception {
    AnsweringVendor vendor = jenkins();
    String script = "</script><injected/> & \\\"x\\\" ]]>";

    AskedExtensions.result(
        vendor,
        "jenkins.script_job.create",
        "{\"name\": \"b\", \"jenkinsfile\": \"" + script + "\", \"description\": \"<b>\"}");
    AskedExtensions.result(
        vendor,
        "jenkins.multibranch.create",
        "{\"name\": \"m\", \"remote\": \"</remote><injected/>\", \"file\": \"a<b\"}");

    for (WireRequest request : vendor.requests()) {
      Document parsed =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(request.body()));
      assertThat(parsed.getElementsByTagName("injected").getLength()).isZero();
      assertThat(request.headers().get("content-type"))
          .containsExactly("application/xml; charset=utf-8");
    }
    assertThat(body(vendor.requests().getFirst()))
        .contains("&lt;/script&gt;&lt;injected/&gt; &amp;");
  }

  @Test
  void aJobOfJenkinsWhoseNameIsTakenIsAConflict() {
    AnsweringVendor vendor =
        new AnsweringVendor("jenkins")
            .when("POST .*", 400, "")
            .headed("x-error", "A job already exists with the name 'app'");

    CallFailedException refused =
        catchThrowableOfType(
            CallFailedException.class,
            () ->
                AskedExtensions.result(
                    vendor,
                    "jenkins.job.create",
                    "{\"name\": \"app\", \"definition\": \"<project/>\"}"));

    assertThat(refused.failure().code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(refused).hasMessageContaining("already exists with the name");
  }

  private static AnsweringVendor wikijs(String done) {
    return new AnsweringVendor("wikijs")
        .when(
            ".*mutation.*groups.*",
            "{\"data\": {\"groups\": {\"done\": {" + done + ", \"group\": {\"id\": 3}}}}}")
        .when(".*mutation.*pages.*", "{\"data\": {\"pages\": {\"done\": {" + done + "}}}}")
        .when(
            ".*tags . id.*",
            "{\"data\": {\"pages\": {\"tags\": [{\"id\": 1, \"tag\": \"x\", \"title\": null}]}}}")
        .when(
            ".*groups . list.*",
            "{\"data\": {\"groups\": {\"list\": [{\"id\": 1, \"name\": \"Guests\", \"userCount\": 2}]}}}")
        .when(
            ".*users . search.*",
            "{\"data\": {\"users\": {\"search\": [{\"id\": 5, \"name\": \"Ada\", \"email\": \"ada@example.org\"}]}}}");
  }

  @Test
  void ofWikijs() throws IOException {
    AnsweringVendor vendor =
        wikijs("\"responseResult\": {\"succeeded\": true, \"errorCode\": 0, \"slug\": \"ok\"}");

    asked.ask(
        vendor,
        """
        wikijs.tag.list {}
        wikijs.tag.update {"id": 1, "tag": "y", "title": "Y"}
        wikijs.tag.delete {"id": 1}
        wikijs.revision.restore {"page": "7", "revision": 2}
        wikijs.group.list {}
        wikijs.group.create {"name": "Writers"}
        wikijs.group.delete {"id": 3}
        wikijs.group.join {"group": 3, "user": 5}
        wikijs.group.leave {"group": 3, "user": 5}
        wikijs.user.search {"text": "ada"}
        """);

    described(vendor, new GraphQlWitness(KnowledgeRequestsTest.wikiSchema()), "wikijs-graphql", 9);
    assertThat(asked.told("wikijs.group.create")).isEqualTo("{\"id\":3}");
  }

  @Test
  void whatWikijsDoesNotDoOfGroupsIsRefused() {
    AnsweringVendor vendor =
        wikijs(
            "\"responseResult\": {\"succeeded\": false, \"errorCode\": 7001, \"slug\": \"GroupAssignGuest\","
                + " \"message\": \"guests stay guests\"}");

    CallFailedException refused =
        catchThrowableOfType(
            CallFailedException.class,
            () ->
                AskedExtensions.result(vendor, "wikijs.group.join", "{\"group\": 3, \"user\": 5}"));

    assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused).hasMessageContaining("guests stay guests");
  }

  /** Make publishes no description; these are the requests of its documentation. */
  @Test
  void ofMake() {
    AnsweringVendor vendor =
        new AnsweringVendor("make", Json.EMPTY.with("team", Json.of("12")))
            .when(
                "GET .*/data-stores .*",
                "{\"dataStores\": [{\"id\": 137, \"name\": \"Customers\", \"records\": 2, \"size\": \"20\", \"maxSize\": \"1048576\"}]}")
            .when("POST .*/data-stores .*", "{\"dataStore\": {\"id\": 138, \"name\": \"Orders\"}}")
            .when(
                "GET .*/data .*",
                "{\"records\": [{\"key\": \"a1\", \"data\": {\"age\": 7}}], \"count\": 1}")
            .when("POST .*/data .*", "{\"key\": \"a2\", \"data\": {\"age\": 8}}")
            .when(
                "GET .*/functions .*",
                "{\"functions\": [{\"id\": 4, \"name\": \"tax\", \"description\": null}]}")
            .when("POST .*/functions .*", "{\"function\": {\"id\": 5}}")
            .when(".*", "{}");

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            make.data_store.list {"offset": 100}
            make.data_store.create {"name": "Orders", "megabytes": 1, "structure": 7}
            make.data_store.delete {"store": 137}
            make.record.list {"store": "137"}
            make.record.create {"store": "137", "data": {"age": 8}}
            make.record.update {"store": "137", "record": "a2", "data": {"age": 9}}
            make.record.delete {"store": "137", "keys": ["a2"]}
            make.function.list {}
            make.function.create {"name": "tax", "code": "function tax(x) { return x * 0.2; }"}
            make.function.delete {"id": "5"}
            """);

    assertThat(lines(sent))
        .containsExactlyInAnyOrder(
            "GET /api/v2/data-stores?teamId=12&pg[offset]=100&pg[limit]=100",
            "POST /api/v2/data-stores",
            "DELETE /api/v2/data-stores?teamId=12&confirmed=true",
            "GET /api/v2/data-stores/137/data?pg[limit]=100",
            "POST /api/v2/data-stores/137/data",
            "PATCH /api/v2/data-stores/137/data/a2",
            "DELETE /api/v2/data-stores/137/data?confirmed=true",
            "GET /api/v2/functions?teamId=12",
            "POST /api/v2/functions?teamId=12",
            "DELETE /api/v2/functions/5?confirmed=true");
    assertThat(sent)
        .anySatisfy(each -> assertThat(body(each)).isEqualTo("{\"age\":9}"))
        .anySatisfy(each -> assertThat(body(each)).isEqualTo("{\"ids\":[137]}"));
    assertThat(asked.told("make.data_store.list")).contains("\"mostBytes\":1048576");
  }

  /** Of monday.com there is no description; these are the documents of its documentation. */
  @Test
  void ofMonday() {
    AnsweringVendor vendor =
        new AnsweringVendor("monday")
            .when(
                ".*groups . id.*",
                "{\"data\": {\"boards\": [{\"groups\": [{\"id\": \"topics\", \"title\": \"This week\"}]}]}}")
            .when(".*create_group.*", "{\"data\": {\"create_group\": {\"id\": \"new\"}}}")
            .when(".*move_item_to_group.*", "{\"data\": {\"move_item_to_group\": {\"id\": \"7\"}}}")
            .when(
                ".*columns . id.*",
                "{\"data\": {\"boards\": [{\"columns\": [{\"id\": \"status\", \"title\": \"Status\", \"type\": \"status\"}]}]}}")
            .when(".*create_column.*", "{\"data\": {\"create_column\": {\"id\": \"date4\"}}}");

    asked.ask(
        vendor,
        """
        monday.group.list {"project": "12"}
        monday.group.create {"project": "12", "name": "Next week"}
        monday.group.add {"issue": "7", "group": "new"}
        monday.column.list {"project": "12"}
        monday.column.create {"project": "12", "name": "Due", "type": "date"}
        """);

    assertThat(asked.told("monday.group.list")).contains("This week");
    assertThat(asked.told("monday.column.create")).isEqualTo("{\"id\":\"date4\"}");
  }

  /** Nor of Plane. */
  @Test
  void ofPlane() {
    AnsweringVendor vendor =
        new AnsweringVendor("plane")
            .when(
                "GET .*/modules/ .*",
                "{\"results\": [{\"id\": \"m\", \"name\": \"Beta\", \"status\": \"planned\", \"start_date\": null}],"
                    + " \"next_page_results\": true, \"next_cursor\": \"50:1:0\"}")
            .when(
                "POST .*/modules/ .*",
                "{\"id\": \"n\", \"name\": \"Release\", \"status\": \"backlog\"}")
            .when("POST .*", "{}");

    List<WireRequest> sent =
        asked.ask(
            vendor,
            """
            plane.module.list {"project": "p"}
            plane.module.create {"project": "p", "name": "Release", "targetOn": "2031-02-03"}
            plane.module.add {"issue": "p/e", "module": "n"}
            """);

    assertThat(lines(sent))
        .containsExactlyInAnyOrder(
            "GET /api/v1/workspaces/12/projects/p/modules/?per_page=50",
            "POST /api/v1/workspaces/12/projects/p/modules/",
            "POST /api/v1/workspaces/12/projects/p/modules/n/module-issues/");
    assertThat(asked.told("plane.module.list")).contains("\"next\":\"50:1:0\"");
  }
}

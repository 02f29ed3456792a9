package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.FileProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that were broken on purpose: each is refused with its line, its place and what to do. */
class BrokenFilesTest {

  private static final String SOUND =
      """
      plugin: example
      format: 1
      version: 1.0.0
      summary: Issues of an example
      config:
        url: {type: string, format: uri}
      servers: {api: {url: "${config.url}/api"}}
      auth: [{kind: bearer}]
      check: {request: GET /me}
      limits: {exhausted: "${status == 429}"}
      paging:
        pages: {style: page, at: page, size: limit, most: 50}
      errors:
        message: ${body.message}
        cases:
          - {when: "${status == 423}", code: forbidden}
      ids: {issue: "{owner}/{number}"}
      tables:
        state: {open: open, done: closed}
      records:
        issue:
          ref: ${it.owner}/${it.number}
          project: ${it.owner}
          key: ${it.number}
          title: ${it.title}
          body: ${or(it.body, '')}
          state: ${tables.state[it.state]}
          labels: ${or(it.labels, [])}
          assignees: []
          createdAt: ${time(it.created)}
          updatedAt: ${time(it.updated)}
          extra: {}
        project: {ref: "${it.id}", key: "${it.id}", name: "${it.name}", archived: false}
      connectors:
        example:
          kind: tracker
          none: {project.create: the vendor makes none, project.get: no, project.update: no, project.delete: no, issue.delete: no, comment.create: no, comment.list: no, comment.update: no, comment.delete: no, label.create: no, label.list: no, label.update: no, label.delete: no, link.create: no, link.list: no, link.delete: no, sprint.create: no, sprint.list: no, sprint.get: no, sprint.update: no, sprint.delete: no, sprint.add: no, sprint.remove: no, transition.list: no, transition.apply: no}
          operations:
            project.list:
              request: GET /projects
              page: pages
              items: ${body}
              result: project
            issue.create:
              let: {given: {of: "${dyn(input)}"}}
              support: emulated
              steps:
                - {id: made, request: POST /issues, body: {title: "${input.title}"}}
                - {id: now, request: "GET /issues/{made.number}"}
              result: issue
            issue.get:
              request: GET /issues/{issue.number}
              result: issue
            issue.list:
              let: {given: {of: "${dyn(input)}"}}
              request: GET /issues
              query: {state: "${input.state}"}
              page: pages
              items: ${body}
              result: issue
            issue.update:
              headers: {x-given: "${toJson(dyn(input))}"}
              notCleared: [title]
              request: PATCH /issues/{issue.number}
              body: {title: "${input.title}"}
              result: issue
      """;

  private static List<FileProblem> problems(String text) {
    return assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> VendorFiles.checked("example", text.getBytes(StandardCharsets.UTF_8)))
        .actual()
        .problems();
  }

  private static String replaced(String old, String with) {
    assertThat(SOUND).contains(old);
    return SOUND.replace(old, with);
  }

  private static int lineOf(String text, String part) {
    return (int) text.substring(0, text.indexOf(part)).lines().count() + 1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          total: "${headers.x}"    | .total: must be integer, is text; write int(x) of a text
          truncated: "${status}"   | .truncated: must be true or false, is integer; compare it with something
          total: "${body.n}", where: "${it.open}" | .total: counts what where: drops, so no caller would get as many; remove it
          """)
  void whatIsToldOfAListFitsIt(String told, String problem) {
    String issues = "request: GET /issues\n        query: {state: \"${input.state}\"}";
    String lines = told.replace(", ", "\n        ");

    assertThat(problems(replaced(issues, issues + "\n        " + lines)))
        .singleElement()
        .asString()
        .endsWith("operations['issue.list']" + problem);
  }

  @Test
  void theSoundFileIsSound() {
    assertThat(VendorFiles.checked("example", SOUND.getBytes(StandardCharsets.UTF_8)).warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          format: 1                  | format: 2                     | format: | const
          format: 1                  | fromat: 1                     | fromat: is unknown | did you mean 'format'?
          plugin: example            | plugin: other                 | plugin: must be 'example' | change one
          version: 1.0.0             | version: one                  | version: | pattern
          kind: bearer               | kind: beerer                  | auth[0].kind: must be one of | did you mean 'bearer'?
          kind: bearer               | kind: bearer, name: x         | auth[0].name: bearer has no name | remove it
          kind: bearer               | kind: header, name: host      | auth[0].name: the header 'host' has a meaning | use the name
          kind: bearer               | kind: header, value: "${secret}" | auth[0].value: stands nowhere | add the name of its header
          kind: bearer               | kind: header, name: a, value: b  | auth[0].value: | pattern
          kind: bearer               | kind: basic, value: "${secret}"  | auth[0].value: basic has no value | remove it
          kind: bearer               | kind: bearer, token: "https://a/t" | auth[0].token: bearer has no token | remove it
          kind: bearer               | kind: oauth2, token: "https://a/t" | auth[0]: does not say where people agree | add authorize
          kind: bearer               | kind: oauth2, authorize: "https://a/t" | auth[0]: does not say where tokens are given | add token
          kind: bearer               | kind: oauth2, grant: client_credentials, token: "https://a/t", revoke: "https://a/r" | auth[0].revoke: oauth2 of client_credentials has no revoke | remove it
          kind: bearer               | kind: jwt, token: "${config.link}/t" | auth[0].token: there is no field 'link' | use one of url
          ${config.url}/api          | ${config.link}/api            | servers.api.url: there is no field 'link' | use one of url
          format: uri                | default: "https://{me}.example" | config.url.default: 'https://{me}.example' is no address | https://vendor.example
          ${config.url}/api          | ${input.url}                  | servers.api.url: is no address | write ${config.NAME}/PATH
          style: page                | style: pages                  | paging.pages.style: must be one of | did you mean 'page'?
          at: page, size             | size                          | paging.pages: needs 'at' | say the parameter
          ${body.message}            | ${bdy.message}                | errors.message: undeclared reference to 'bdy' | did you mean 'body'?
          ${status == 423}           | ${status}                     | errors.cases[0].when: must be true or false, is integer | compare it
          ${status == 423}           | status == 423                 | errors.cases[0].when: must be one expression | write ${...}
          ${status == 423}           | ${status == 423               | errors.cases[0].when: '${' is never closed | add '}'
          code: forbidden            | code: forbiden                | errors.cases[0].code: must be one of | did you mean 'forbidden'?
          {owner}/{number}           | nothing                       | ids.issue: | pattern
          id: made, request          | id: made, mayFail: true, request | operations['issue.create'].steps[0]: may fail, but writes | remove mayFail
          request: GET /projects     | steps: [{id: a, request: GET /projects, mayFail: true}] | steps[0]: may fail, but has what is asked for | remove mayFail
          ${it.title}                | ${itt.title}                  | records.issue.title: undeclared reference to 'itt' | did you mean 'it'?
          title: ${it.title}         | titel: ${it.title}            | records.issue.titel: there is no field 'titel' | did you mean 'title'?
          title: ${it.title}         | title: 1                      | records.issue.title: expects text, gets integer | give text
          extra: {}                  | extra: []                     | records.issue.extra: expects object, gets list | give
          tables.state[it            | tables.stat[it                | records.issue.state: undefined field 'stat' | did you mean 'state'?
          or(it.body, '')            | or(it.body)                   | records.issue.body: undeclared reference to 'or' | did you mean
          kind: tracker              | kind: traker                  | connectors.example.kind: there is no kind 'traker' | did you mean 'tracker'?
          issue.get:                 | issue.gett:                   | operations['issue.gett']: the kind has no such operation | did you mean 'issue.get'?
          project.create: the        | issue.get: the                | none['issue.get']: stands under operations too | remove one
          GET /projects              | FETCH /projects               | operations['project.list'].request: | pattern
          notCleared: [title]        | total: "${1}"                 | operations['issue.update']: tells of a list, and has no page | remove total
          page: pages                | page: page                    | page: there is no paging 'page' | did you mean 'pages'?
          result: project            | result: projekt               | result: there is no record 'projekt' | did you mean 'project'?
          ${input.state}             | ${input.stat}                 | query.state: undefined field 'stat' | did you mean 'state'?
          support: emulated          | support: full                 | operations['issue.create']: makes more than one call | say support
          support: emulated          | support: partial              | operations['issue.create']: is partial and does not say how | add note
          {made.number}              | {mad.number}                  | steps[1].request: there is no name 'mad' | did you mean
          id: now                    | id: input                     | steps[1].id: 'input' has a meaning already | choose another
          notCleared: [title]        | notCleared: [titel]           | notCleared: there is no field 'titel' | did you mean 'title'?
          PATCH /issues              | HEAD /issues                  | operations['issue.update']: has a body, but HEAD takes none | use query
          request: GET /me           | request: GET /me, refuse: []  | check.refuse: is not asked | remove it
          page: pages                | headers: {Authorization: x}   | headers.authorization: the header authorization is not | remove it
          GET /projects              | `GET /pro|jects`              | operations['project.list'].request: '/pro|jects' is no path | write /a/{name}/b
          GET /projects              | GET /projects/%zz             | is no path | write /a/{name}/b
          GET /projects              | GET /a/../projects            | has a part that is none | write /a/{name}/b
          GET /projects              | GET /a/%2E%2e/projects        | has a part that is none | write /a/{name}/b
          GET /projects              | GET //projects                | has a part that is none | write /a/{name}/b
          page: pages                | headers: {a b: x}             | 'a b' is no name of a header | use letters
          page: pages                | headers: {x-a: ä}             | 'ä' cannot stand in a header | use ASCII
          {owner}/{number}           | {owner}/{Number}              | ids.issue: holds a brace that is no {name} | write
          {owner}/{number}           | {owner}{number}               | ids.issue: has two names with nothing between | write
          {owner}/{number}           | {owner}/{number}/{owner}      | ids.issue: has a name twice | write
          notCleared: [title]        | let: {issue: {of: a}}         | let.issue: 'issue' has a meaning already | choose another
          notCleared: [title]        | let: {body: {of: a}}          | let.body: 'body' has a meaning already | choose another
          id: now                    | id: body                      | steps[1].id: 'body' has a meaning already | choose another
          id: now                    | as: made, each: "${[1]}", id: now | steps[1].as: 'made' has a meaning already | choose another
          query: {state              | qurey: {state                 | operations['issue.list'].qurey: is unknown | did you mean 'query'?
          query: {state              | form: {a: 1}, text: a, query: {state | is no YAML | correct
          """)
  void itIsRefusedWithLinePlaceAndFix(String old, String with, String rule, String fix) {
    if (rule.equals("is no YAML")) {
      assertThat(problems(replaced(old, with)).getFirst().fix()).contains(fix);
      return;
    }
    String text = replaced(old, with);

    int line = lineOf(text, line(text, with));
    List<FileProblem> found = problems(text);

    assertThat(found)
        .describedAs(found.stream().map(FileProblem::toString).collect(Collectors.joining("\n")))
        .anySatisfy(
            problem -> {
              assertThat(problem.toString()).contains(rule).contains(fix);
              assertThat(problem.line()).isBetween(line - 6, line);
            });
  }

  // A problem of a whole operation or dialect is at its head.
  private static String line(String text, String with) {
    return text.lines().filter(each -> each.contains(with)).findFirst().orElse(with);
  }

  @Test
  void allProblemsComeOutTogetherInTheOrderOfTheFile() {
    String text =
        SOUND
            .replace("${it.title}", "${itt.title}")
            .replace("${body.message}", "${bdy.message}")
            .replace("kind: tracker", "kind: traker");

    assertThat(problems(text))
        .hasSizeGreaterThanOrEqualTo(2)
        .isSortedAccordingTo((a, b) -> Integer.compare(a.line(), b.line()));
  }

  @Test
  void aForgottenOperationIsAWarning() {
    String text = SOUND.replace("project.create: the vendor makes none, ", "");

    assertThat(VendorFiles.checked("example", text.getBytes(StandardCharsets.UTF_8)).warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.toString())
                    .isEqualTo(
                        "line 35: connectors.example: does not mention project.create; add it, or"
                            + " say under none why the vendor lacks it"));
  }

  @Test
  void aCallOfWhatMayBeNullIsAWarning() {
    String careless =
        SOUND.replaceAll(
            "(?s)(issue.update:.*body: \\{title: \")\\$\\{input.title}",
            "$1\\${input.title.lowerAscii()}");

    assertThat(VendorFiles.checked("example", careless.getBytes(StandardCharsets.UTF_8)).warnings())
        .singleElement()
        .asString()
        .startsWith("line 65: connectors.example.operations['issue.update'].body.title: ")
        .contains("input.title may be null, of which there is no lowerAscii");
  }

  @Test
  void anAliasBombIsRefused() {
    StringBuilder bomb = new StringBuilder("samples:\n  a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
    IntStream.rangeClosed(1, 8)
        .forEach(
            i ->
                bomb.append(
                    "  a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
                        .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1)));

    assertThat(problems(SOUND + bomb).getFirst().rule()).contains("values");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    assertThat(problems(SOUND + "# " + "x".repeat(300_000)).getFirst().rule())
        .contains("at most 262144");
  }

  @Test
  void whatIsNoMappingIsRefused() {
    assertThat(problems("- a\n- b\n").getFirst().rule()).isEqualTo("must be one mapping");
    assertThat(problems("a: [\n").getFirst().fix()).isEqualTo("correct the YAML");
  }

  @Test
  void aFileMaySayOnlyWhatDiffersFromAnother() {
    String fork =
        """
        plugin: forge
        like: jira
        summary: A fork
        webhooks: null
        connectors:
          jira: null
          forge-issues:
            kind: tracker
            none: {}
            operations: {issue.get: {request: "GET /i/{issue.key}", result: issue}}
          forge-too: {like: jira, summary: Another}
        """;

    assertThat(VendorFiles.checked("forge", fork.getBytes(StandardCharsets.UTF_8)))
        .satisfies(
            checked -> {
              assertThat(checked.plans()).containsOnlyKeys("forge-issues", "forge-too");
              assertThat(checked.warnings())
                  .isNotEmpty()
                  .allMatch(each -> each.path().endsWith("forge-issues"));
            });
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(
            () ->
                VendorFiles.checked(
                    "forge",
                    fork.replace("like: jira\n", "like: jirra\n").getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("is like 'jirra', of which there is no file");
  }

  @Test
  void fieldsThatCallersMayGiveAndNothingReadsAreACaution() {
    String dropping =
        replaced(
            "      issue.list:\n        let: {given: {of: \"${dyn(input)}\"}}\n",
            "      issue.list:\n        refuse: [{when: \"${has(input.label)}\", code: unsupported,"
                + " field: label, message: no}]\n");

    assertThat(cautions(dropping))
        .containsExactly(
            "connectors.example.operations['issue.list']: drops what callers may give: assignee,"
                + " project, sprint; send it, or refuse it: {when: ${has(input.assignee)}, code:"
                + " unsupported, field: assignee, message: why}");
  }

  private static List<String> cautions(String text) {
    return VendorFiles.checked("example", text.getBytes(StandardCharsets.UTF_8)).warnings().stream()
        .map(each -> "%s: %s; %s".formatted(each.path(), each.rule(), each.fix()))
        .toList();
  }
}

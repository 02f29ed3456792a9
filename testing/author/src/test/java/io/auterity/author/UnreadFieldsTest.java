package io.auterity.author;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.api.ApiClient;
import io.auterity.connector.rehearsal.FileOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server's records lack is told by the places in the file that should have had it. */
class UnreadFieldsTest {

  private static final String FILE =
      """
      plugin: acme
      format: 1
      version: 1.0.0
      summary: Issues of Acme
      config: {}
      servers: {api: {url: "https://acme.example"}}
      auth: [{kind: bearer}]
      check: {request: GET /me}
      paging: {all: {style: whole}}
      records:
        project:
          ref: ${it.id}
          key: ${it.id}
          name: ${it.name}
          description: ${it.text}
          archived: false
        issue:
          ref: ${it.id}
          project: ${it.project}
          key: ${it.id}
          title: ${it.title}
          body: ""
          state: open
          labels: []
          createdAt: ${time(it.at)}
          updatedAt: ${time(it.at)}
          extra: {board: "${it.board}", kept: plain, ...: "${it.more}"}
          priority: ${absent}
      connectors:
        acme:
          kind: tracker
          operations:
            project.list: {request: GET /projects, page: all, result: project}
            issue.get: {request: "GET /issues/{input.issue}", result: issue}
            label.delete: {request: "DELETE /labels/{input.label}"}
      """;

  private static final String ISSUE =
      """
      {'ref': {'id': '1'}, 'project': 'a', 'key': '1', 'title': 't', 'body': '', 'state': 'open',
       'labels': [], 'createdAt': 'now', 'updatedAt': 'now', 'extra': %s}
      """;

  @TempDir Path folder;

  private List<String> unread(String operation, String answer) throws IOException {
    AuthoredFile file = AuthoredFile.read(Files.writeString(folder.resolve("acme.yaml"), FILE));
    return UnreadFields.of(
        FileOperation.find(file.checked(), operation),
        ApiClient.mapper().readTree(answer.replace('\'', '"')));
  }

  @Test
  void ofAListIsSaidHowManyOfItsRecordsLackAField() throws IOException {
    String list =
        """
        {'items': [{'ref': {'id': '1'}, 'key': '1', 'name': 'a', 'description': 'x'},
                   {'ref': {'id': '2'}, 'key': '2', 'description': null},
                   {'ref': {'id': '3'}, 'key': '3'}], 'next': null}
        """;

    assertThat(unread("project.list", list))
        .containsExactly(
            "records.project.name, in 2 of 3", "records.project.description, in 2 of 3");
    assertThat(unread("project.list", "{'items': []}")).isEmpty();
  }

  @Test
  void whatStandsInsideOfAFieldIsLookedAtToo() throws IOException {
    assertThat(unread("issue.get", ISSUE.formatted("{'kept': 'plain'}")))
        .containsExactly("records.issue.extra.board");
    assertThat(unread("issue.get", ISSUE.formatted("{'board': 'b', 'kept': 'plain'}"))).isEmpty();
    assertThat(unread("issue.get", ISSUE.formatted("null"))).containsExactly("records.issue.extra");
  }

  @Test
  void whatReadsNothingLacksNothing() throws IOException {
    assertThat(unread("label.delete", "{'done': true}")).isEmpty();
  }
}

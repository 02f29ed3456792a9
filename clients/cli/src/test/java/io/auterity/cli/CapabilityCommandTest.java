package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CapabilityCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void theMatrixHasARowForEachConnectorAndAColumnForEachCapability() {
    assertThat(run("--matrix", "ai")).isZero();

    assertThat(printed())
        .isEqualTo(
            """
            connector  grade  marks  chat.create  text.classify
            groq       V3     -      +            *
            minilm     V1     local  .            ~
            """);
  }

  @Test
  void aConnectorMayHaveOperationsThatOthersOfItsKindHaveNot() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int code =
          server
              .answer(
                  "/api/v1/capabilities/matrix",
                  """
                  {"connectors":[
                   {"id":"files","kind":"tracker","grade":"V3","marks":[],"operations":[
                    {"capability":"tracker.issue.get","support":"full"}]},
                   {"id":"gitea-issues","kind":"tracker","grade":"V1","marks":[],"operations":[
                    {"capability":"tracker.issue.find","support":"partial"},
                    {"capability":"tracker.issue.get","support":"full"}]},
                   {"id":"gitea","kind":"git","grade":"V3","marks":[],"operations":[
                    {"capability":"git.tag.create","support":"none"}]}],
                   "providers":[]}
                  """)
              .run("capabilities", "--matrix");

      assertThat(code).isZero();
      assertThat(printed())
          .isEqualTo(
              """
              connector     grade  marks  issue.get  issue.find
              files         V3     -      +          .
              gitea-issues  V1     -      +          ~

              connector  grade  marks  tag.create
              gitea      V3     -      .
              """);
    }
  }

  @Test
  void withoutTheMatrixCapabilitiesAreListed() {
    assertThat(run("ai")).isZero();
    assertThat(printed()).isEqualTo("ai.chat.create  Ask a chat model\n");
  }

  @Test
  void forProgramsItPrintsWhatTheServerTells() {
    assertThat(run("--matrix", "--json")).isZero();

    assertThat(printed()).contains("\"capability\":\"ai.chat.create\"");
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static final String MATRIX =
      """
      {"connectors":[
       {"id":"groq","kind":"ai","grade":"V3","marks":[],"operations":[
        {"capability":"ai.chat.create","support":"full"},
        {"capability":"ai.text.classify","support":"emulated"}]},
       {"id":"minilm","kind":"ai","grade":"V1","marks":["local"],"operations":[
        {"capability":"ai.chat.create","support":"none"},
        {"capability":"ai.text.classify","support":"partial"}]}],
       "providers":[]}
      """;

  private static final String CAPABILITIES =
      """
      {"items":[{"id":"ai.chat.create","kind":"ai","summary":"Ask a chat model"},
       {"id":"text.pii.mask","kind":"text","summary":"Mask"}]}
      """;

  private int run(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "capabilities";
    System.arraycopy(words, 0, all, 1, words.length);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server
          .answer("/api/v1/capabilities", CAPABILITIES)
          .answer("/api/v1/capabilities/matrix", MATRIX)
          .run(all);
    }
  }
}

package io.auterity.server.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("postgresql")
class StudioFilesTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client browser = server.anonymous();

  @Test
  void everyPageIsTheIndexWhichIsNeverKept() {
    for (String path : new String[] {"/", "/runs", "/runs/run_1/steps"}) {
      Reply page = browser.get(path);

      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.header("content-type")).startsWith("text/html");
      assertThat(page.header("cache-control")).isEqualTo("no-store");
      assertThat(page.body()).contains("<title>Studio</title>");
    }
  }

  @Test
  void anAddressMayNameAnItemInPlainBrackets() {
    assertThat(browser.get("/runs/run_1?open=triage[17].classify").status()).isEqualTo(200);
  }

  @Test
  void pagesRunScriptsOfThisServerOnly() {
    assertThat(browser.get("/").header("content-security-policy"))
        .contains("script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void filesWithADigestAreKeptForGood() {
    Reply script = browser.get("/assets/app-1a2b3c.js");

    assertThat(script.header("content-type")).contains("javascript");
    assertThat(script.header("cache-control")).contains("immutable");
    assertThat(browser.get("/icon.svg").header("cache-control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | br",
        "gzip;q=0.8        | gzip",
        "br;q=0, gzip      | gzip",
        "identity          | ''",
        "br;q=0.0          | ''",
      })
  void aFileComesAsSmallAsTheBrowserTakesIt(String taken, String coding) {
    Reply script = browser.with("Accept-Encoding", taken).get("/assets/app-1a2b3c.js");

    assertThat(script.status()).isEqualTo(200);
    assertThat(script.header("content-encoding")).isEqualTo(coding);
    assertThat(script.header("content-type")).contains("javascript");
    assertThat(script.header("vary")).contains("Accept-Encoding");
  }

  @Test
  void anAddressThatClimbsOutOfAnotherIsNoPage() {
    for (String path :
        new String[] {
          "/git/code/%2e%2e/%2e%2e/x.git/info/refs", "/git/%2E./%2e%2E/runs", "/git/%2e%2e/", "/%2e"
        }) {
      assertThat(browser.get(path).status()).as(path).isIn(400, 401, 404);
    }
  }

  @Test
  void whatIsNoFileIsNotFound() {
    assertThat(browser.get("/assets/other.js").status()).isEqualTo(404);
    assertThat(browser.get("/assets/..%2f..%2fplugin.yaml").status()).isIn(400, 404);
    assertThat(browser.post("/runs", "{}").status()).isEqualTo(404);
    assertThat(browser.get("/health/nothing").text("code")).isEqualTo("not_found");
  }
}

package io.auterity.provider.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.time.Time;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.plugin.SamplePlugin;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderDraftsTest {

  private static final RemovedProvider FORMER =
      new RemovedProvider(
          "p",
          3,
          new JsonReader(1_000)
              .readObject(
                  """
                  {"connector": "a-text", "auth": {"bearer": {"secret": "t"}}}
                  """
                      .getBytes(UTF_8)),
          null);

  @TempDir Path folder;
  @TempDir Path keys;
  private ProviderHouse house;

  @BeforeEach
  void open() {
    house = new ProviderHouse(folder);
    house.load(new SamplePlugin("a").version("1.2.0"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Map<String, String> secrets(SecretSource source) {
    return new ProviderDrafts(house.registry(), house.environment(), Ids.system(Time.system()))
        .secrets(house.tenant(), FORMER, source);
  }

  @Test
  void secretsOfAProviderThatGoesAreRead() {
    assertThat(secrets((scope, name, hosts) -> "value of " + name))
        .containsExactly(Map.entry("t", "value of t"));
  }

  @Test
  void aSecretThatNothingOpensKeepsNoProviderFromGoing() {
    ContentSeal seal = new ContentSeal(MasterKey.open(keys.resolve("master.key")));

    assertThat(
            secrets(
                (scope, name, hosts) ->
                    new String(seal.openPart(scope, new UUID(0, 1), 1, new byte[40]), UTF_8)))
        .isEmpty();
  }
}

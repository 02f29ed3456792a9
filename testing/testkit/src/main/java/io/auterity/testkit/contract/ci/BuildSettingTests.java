package io.auterity.testkit.contract.ci;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.CiSecretQuery;
import io.auterity.spi.ci.DeployEnvironment;
import io.auterity.spi.ci.EnvironmentQuery;
import io.auterity.spi.ci.EnvironmentUpdate;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.WhichCiSecret;
import io.auterity.spi.ci.WhichEnvironment;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build server does with environments, secrets and definitions. */
abstract class BuildSettingTests extends CiPart {

  BuildSettingTests(CiContract contract) {
    super(contract);
  }

  @Test
  void anEnvironmentIsListedUntilItIsDeleted() {
    need("environment.create", "environment.list", "environment.delete");
    DeployEnvironment made = made(environment(contract.freshName()));

    assertThat(all(this::environments, 2)).contains(made);
    ci().deleteEnvironment(new WhichEnvironment(made.ref()), call("environment.delete"));
    assertThat(all(this::environments, 2))
        .extracting(DeployEnvironment::ref)
        .doesNotContain(made.ref());
  }

  @Test
  void anEnvironmentsAddressIsSetAndCleared() {
    need("environment.create", "environment.update");
    Ref made = made(environment(contract.freshName())).ref();

    for (Change<String> url : List.of(Change.to("https://b.example.org"), Change.<String>clear())) {
      DeployEnvironment after =
          ci().updateEnvironment(new EnvironmentUpdate(made, url), call("environment.update"));
      assertThat(after.externalUrl())
          .isEqualTo(url instanceof Change.Set<String>(String value) ? value : null);
    }
  }

  @Test
  void aSecretIsListedWithoutItsValueUntilItIsDeleted() {
    need("secret.create", "secret.list", "secret.delete");
    String name = contract.freshName();
    CiSecret made = made(secret(name));

    List<CiSecret> listed = all(this::secrets, 2);

    assertThat(made.name()).isEqualTo(name);
    assertThat(listed).extracting(CiSecret::ref).contains(made.ref());
    assertThat(made + listed.toString()).doesNotContain(VALUE);
    ci().deleteSecret(new WhichCiSecret(made.ref()), call("secret.delete"));
    assertThat(all(this::secrets, 2)).extracting(CiSecret::ref).doesNotContain(made.ref());
  }

  @Test
  void theValueOfASecretIsInNoRefusal() {
    need("secret.create");
    NewCiSecret lost =
        new NewCiSecret(
            new Ref(provider().id(), contract.unknown(contract.repository())),
            contract.freshName(),
            VaultSecret.of(VALUE));

    assertThat(refusal(() -> ci().createSecret(lost, call("secret.create"))).toString())
        .doesNotContain(VALUE);
  }

  @Test
  void aDefinitionIsTheSameForTheSameInput() {
    need("definition.render");

    var first = ci().renderDefinition(definition("Bau: 日本"), call("definition.render"));

    assertThat(first.files()).isNotEmpty();
    assertThat(ci().renderDefinition(definition("Bau: 日本"), call("definition.render")))
        .isEqualTo(first);
  }

  private Page<DeployEnvironment> environments(Slice slice) {
    return ci().listEnvironments(
            new EnvironmentQuery(Ref.of(contract.repository()), slice.cursor(), slice.limit()),
            call("environment.list"));
  }

  private Page<CiSecret> secrets(Slice slice) {
    return ci().listSecrets(
            new CiSecretQuery(Ref.of(contract.repository()), slice.cursor(), slice.limit()),
            call("secret.list"));
  }

  private static Failure refusal(Runnable action) {
    return Failures.of(action).orElseThrow();
  }
}

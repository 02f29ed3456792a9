package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Extended;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.git.GitContract;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The git part of {@code gitea.yaml} before a Gitea. */
@EnabledIfSystemProperty(named = "auterity.witness.gitea", matches = ".+")
class GiteaGitOnServer extends GitContract {

  private static final WitnessedFile FILE = WitnessedFile.of("gitea", "gitea", "Gitea");
  private static final String OWNER = "o" + UUID.randomUUID().toString().substring(0, 8);

  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  @BeforeAll
  static void makeAnOrganization() {
    FILE.post("/api/v1/orgs", Json.EMPTY.with("username", Json.of(OWNER)));
    FILE.post("/api/v1/admin/users", somebody());
  }

  private static Json somebody() {
    return Json.EMPTY
        .with("username", Json.of("collaborator"))
        .with("email", Json.of("somebody@example.test"))
        .with("password", Json.of(UUID.randomUUID().toString()));
  }

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected String owner() {
    return OWNER;
  }

  @Override
  protected String freshName() {
    return "r" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  void organizationsAreMadeListedAndDeleted() {
    String name = freshName();

    assertThat(extended("organization.create", named(name)).text("name")).isEqualTo(name);
    assertThat(extended("organization.list", Json.EMPTY).toString()).contains(name);
    extended("organization.delete", named(name));
    assertThat(extended("organization.list", Json.EMPTY).toString()).doesNotContain(name);
  }

  @Test
  void anOwnerWithoutPackagesHasNone() {
    assertThat(extended("package.list", Json.EMPTY.with("owner", Json.of(OWNER))))
        .isEqualTo(Json.EMPTY.with("packages", Json.array(List.of())));
  }

  private static Json.Obj named(String name) {
    return Json.EMPTY.with("name", Json.of(name));
  }

  private Json.Obj extended(String operation, Json.Obj input) {
    Call call = FakeCall.of("gitea." + operation, provider());
    return ((Extended) instance()).extension(new ExtensionValue(input), call).fields();
  }
}

package io.auterity.spi.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretInputsTest {

  @Test
  void theValueOfASecretIsNeverPrinted() {
    NewCiSecret made =
        new NewCiSecret(
            Ref.of("octo/hello"), "DEPLOY_KEY", VaultSecret.named("key").filled("hunter2"));
    CiSecretUpdate changed =
        new CiSecretUpdate(Ref.of("octo/hello/DEPLOY_KEY"), VaultSecret.of("hunter2"));

    assertThat(made.toString()).contains("DEPLOY_KEY", "'key'").doesNotContain("hunter2");
    assertThat(changed.toString()).contains("DEPLOY_KEY").doesNotContain("hunter2");
  }

  @Test
  void aSecretThatNobodyHasReadHasNoValue() {
    VaultSecret named = VaultSecret.named("key");

    assertThatThrownBy(named::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no value is filled in for (secret 'key')");
    assertThat(named.filled("hunter2").value()).isEqualTo("hunter2");
    assertThat(named).isEqualTo(VaultSecret.named("key")).isNotEqualTo(named.filled("hunter2"));
  }

  @Test
  void aDefinitionIsNotChangedByWhoMadeIt() {
    List<String> versions = new ArrayList<>(List.of("24", "25"));
    Map<String, List<String>> axes = new LinkedHashMap<>(Map.of("JAVA", versions));
    StepDefinition step =
        new StepDefinition("test", null, List.of("mvn verify"), null, null, null, null, null);
    JobDefinition job = JobDefinition.builder("test", List.of(step)).matrix(axes).build();

    versions.clear();
    axes.clear();

    assertThat(job.matrix()).containsEntry("JAVA", List.of("24", "25"));
  }
}

package io.auterity.spi.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretInputsTest {

  @Test
  void theValueOfASecretIsNeverPrinted() {
    NewCiSecret made = new NewCiSecret(Ref.of("octo/hello"), "DEPLOY_KEY", "hunter2");
    CiSecretUpdate changed = new CiSecretUpdate(Ref.of("octo/hello/DEPLOY_KEY"), "hunter2");

    assertThat(made.toString()).contains("DEPLOY_KEY").doesNotContain("hunter2");
    assertThat(changed.toString()).contains("DEPLOY_KEY").doesNotContain("hunter2");
  }

  @Test
  void aDefinitionIsNotChangedByWhoMadeIt() {
    List<String> versions = new ArrayList<>(List.of("24", "25"));
    Map<String, List<String>> axes = new LinkedHashMap<>(Map.of("JAVA", versions));
    StepDefinition step =
        new StepDefinition("test", null, List.of("mvn verify"), null, null, null, null, null);
    JobDefinition job =
        new JobDefinition(
            "test", null, null, null, axes, null, null, null, null, null, null, List.of(step));

    versions.clear();
    axes.clear();

    assertThat(job.matrix()).containsEntry("JAVA", List.of("24", "25"));
  }
}

package io.auterity.workflow.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.Resource;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.step.Compiled;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkflowsTest {

  private final TenantScope tenant = TenantScope.recovered(new UUID(1, 1));
  private final Workflows workflows = new Workflows(Signatures.of(Compiled.CATALOGUE));

  private void put(String id, String input) {
    String yaml = "{input: %s, steps: [{id: a, transform: 1}]}".formatted(input);
    workflows.put(tenant, new Resource("workflow", id, 1, Compiled.spec(yaml), Instant.EPOCH));
  }

  @Test
  void aStoredWorkflowWhoseInputCannotBeCheckedIsLeftOut() {
    put("pattern", "{n: {pattern: '['}}");
    put("reference", "{n: {$ref: '#/$defs/none'}}");
    put("sound", "{n: {type: string}}");

    assertThat(workflows.all(tenant)).containsOnlyKeys("sound");
  }

  @Test
  void aStoredWorkflowStaysInForceWhenALaterRuleWouldRefuseIt() {
    put("unfit", "{n: {type: integer, default: five}}");

    assertThat(workflows.all(tenant)).containsOnlyKeys("unfit");
  }
}

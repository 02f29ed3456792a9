package io.auterity.testkit.contract.automation;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Page;
import io.auterity.spi.automation.Integration;
import io.auterity.spi.automation.IntegrationQuery;
import io.auterity.spi.automation.IntegrationSetup;
import io.auterity.spi.automation.WorkflowNode;
import io.auterity.spi.automation.WorkflowNodeQuery;
import io.auterity.testkit.contract.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an engine tells of accounts of services, and of building blocks. */
abstract class IntegrationTests extends AutomationPart {

  IntegrationTests(AutomationContract contract) {
    super(contract);
  }

  @Test
  void anAccountIsListedWithoutItsSecret() {
    need("integration.configure", "integration.list");
    Integration made = configured(contract.account(contract.freshName(), SECRET));

    List<Integration> listed = all(slice -> accounts(null, slice), 2);

    assertThat(listed).extracting(Integration::ref).doesNotHaveDuplicates().contains(made.ref());
    assertThat(made + listed.toString()).doesNotContain(SECRET);
    assertThat(all(slice -> accounts(made.type(), slice), 50))
        .extracting(Integration::type)
        .containsOnly(made.type());
  }

  @Test
  void anAccountIsConfiguredAnew() {
    need("integration.configure", "integration.list");
    IntegrationSetup setup = contract.account(contract.freshName(), SECRET);
    Integration made = configured(setup);
    String name = contract.freshName();

    Integration after =
        configured(
            new IntegrationSetup(
                made.ref(),
                name,
                setup.type(),
                setup.settings(),
                setup.secretField(),
                setup.secret()));

    assertThat(after.ref()).isEqualTo(made.ref());
    assertThat(all(slice -> accounts(null, slice), 50))
        .filteredOn(each -> each.ref().equals(made.ref()))
        .extracting(Integration::name)
        .containsExactly(name);
  }

  @Test
  void buildingBlocksOfAServiceAreListed() {
    need("node.list");
    String app = contract.app().orElse(null);

    List<WorkflowNode> nodes = all(slice -> nodes(app, slice), 50);

    assertThat(nodes).isNotEmpty();
    assertThat(nodes).extracting(WorkflowNode::type).doesNotContain("");
  }

  private Integration configured(IntegrationSetup setup) {
    return engine().configureIntegration(setup, call("integration.configure"));
  }

  private Page<Integration> accounts(@Nullable String type, Slice slice) {
    return engine()
        .listIntegrations(
            new IntegrationQuery(type, slice.cursor(), slice.limit()), call("integration.list"));
  }

  private Page<WorkflowNode> nodes(@Nullable String app, Slice slice) {
    return engine()
        .listNodes(new WorkflowNodeQuery(app, slice.cursor(), slice.limit()), call("node.list"));
  }
}

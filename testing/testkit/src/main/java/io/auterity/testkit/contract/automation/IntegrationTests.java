package io.auterity.testkit.contract.automation;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.automation.Integration;
import io.auterity.spi.automation.IntegrationQuery;
import io.auterity.spi.automation.IntegrationUpdate;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.spi.automation.WhichIntegration;
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
    need("integration.create", "integration.list");
    Integration made = made(contract.account(contract.freshName(), SECRET));

    List<Integration> listed = all(slice -> accounts(null, slice), 2);

    assertThat(listed).extracting(Integration::ref).doesNotHaveDuplicates().contains(made.ref());
    assertThat(made + listed.toString()).doesNotContain(SECRET);
    assertThat(all(slice -> accounts(made.type(), slice), 50))
        .extracting(Integration::type)
        .containsOnly(made.type());
  }

  @Test
  void anAccountIsRenamedAndKeepsWhatItHolds() {
    need("integration.create", "integration.update", "integration.list");
    Integration made = made(contract.account(contract.freshName(), SECRET));
    String name = contract.freshName();

    Integration after = changed(new IntegrationUpdate(made.ref(), Change.to(name)));

    assertThat(after.ref()).isEqualTo(made.ref());
    assertThat(listed(made.ref())).extracting(Integration::name).containsExactly(name);
  }

  @Test
  void whatAnAccountHoldsIsReplacedUnderItsName() {
    need("integration.create", "integration.update", "integration.list");
    NewIntegration account = contract.account(contract.freshName(), SECRET);
    Integration made = made(account);

    Integration after =
        changed(
            new IntegrationUpdate(
                made.ref(), Change.keep(), account.settings(), account.secrets()));

    assertThat(after.toString()).doesNotContain(SECRET);
    assertThat(listed(made.ref())).extracting(Integration::name).containsExactly(account.name());
  }

  @Test
  void anAccountThatIsDeletedIsGone() {
    need("integration.create", "integration.delete", "integration.list");
    Integration made = made(contract.account(contract.freshName(), SECRET));

    engine().deleteIntegration(new WhichIntegration(made.ref()), call("integration.delete"));

    assertThat(listed(made.ref())).isEmpty();
  }

  @Test
  void buildingBlocksOfAServiceAreListed() {
    need("node.list");
    String app = contract.app().orElse(null);

    List<WorkflowNode> nodes = all(slice -> nodes(app, slice), 50);

    assertThat(nodes).isNotEmpty();
    assertThat(nodes).extracting(WorkflowNode::type).doesNotContain("");
  }

  private Integration made(NewIntegration account) {
    return engine().createIntegration(account, call("integration.create"));
  }

  private Integration changed(IntegrationUpdate update) {
    return engine().updateIntegration(update, call("integration.update"));
  }

  private List<Integration> listed(Ref account) {
    return all(slice -> accounts(null, slice), 50).stream()
        .filter(each -> each.ref().equals(account))
        .toList();
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

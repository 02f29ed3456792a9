package io.auterity.server.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.auterity.workflow.view.StepOutline.ArmOutline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way of a branch.
 *
 * @param when its condition as it was written; absent on the last
 * @param otherwise true on the last, which is taken when no other is
 */
public record ArmView(
    @Nullable String when,
    @JsonProperty("else") @Nullable Boolean otherwise,
    List<StepView> steps) {

  static ArmView of(ArmOutline arm) {
    return new ArmView(arm.when(), arm.when() == null ? true : null, StepView.of(arm.steps()));
  }
}

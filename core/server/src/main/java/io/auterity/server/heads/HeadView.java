package io.auterity.server.heads;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A head as it is told.
 *
 * @param id of its provider
 * @param inForce the version that answers; null where it learns from the provider's examples
 * @param versions the latest first
 */
public record HeadView(
    String id, String connector, @Nullable Integer inForce, List<HeadVersionView> versions) {

  static HeadView of(Heads.Head head) {
    return new HeadView(
        head.id(),
        head.learner().connector(),
        head.inForce(),
        head.versions().all().stream().map(HeadVersionView::of).toList());
  }
}

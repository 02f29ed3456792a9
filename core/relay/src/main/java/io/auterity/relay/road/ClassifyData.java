package io.auterity.relay.road;

import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.decision.Stage;
import java.util.Locale;

/** Reads the input and says how sensitive the call's data is: as its operation declares. */
final class ClassifyData implements RoadStage {

  @Override
  public Stage name() {
    return Stage.CLASSIFY_DATA;
  }

  @Override
  public Note pass(Passage passage) {
    Capability capability = passage.capability();
    Record bound = passage.parts.binder().bind(capability, passage.call.input());
    Cursors.Opened opened = passage.parts.cursors().open(passage.call.scope(), capability, bound);
    passage.question = bound;
    passage.input = opened.input();
    passage.facts = Facing.facts(passage, opened);
    return Note.done(
        capability.dataClass().name().toLowerCase(Locale.ROOT), "Declared by the operation.");
  }
}

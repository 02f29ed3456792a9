package io.auterity.server.keys;

import io.auterity.control.access.ApiKeys;
import io.auterity.control.noun.Keys;
import io.auterity.control.owner.OwnerKind;
import io.auterity.control.owner.Owners;
import io.auterity.platform.call.Act;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** API keys, teams, projects and users. */
public record KeysPart(ApiKeys keys, Owners owners) implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(Keys.READ, Keys.WRITE);
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.copyOf(OwnerKind.all(owners));
  }

  @Override
  public List<Object> nouns() {
    return List.of(new Keys(keys));
  }
}

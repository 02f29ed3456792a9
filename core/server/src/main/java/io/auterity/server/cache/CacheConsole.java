package io.auterity.server.cache;

import io.auterity.platform.call.Act;
import io.auterity.platform.resource.ResourceService;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** The response cache of routes, looked at and purged over REST. */
public record CacheConsole(AnswerCache answers, ResourceService resources) implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(CacheController.PURGE);
  }

  @Override
  public List<Object> controllers() {
    return List.of(new CacheController(answers, resources));
  }
}

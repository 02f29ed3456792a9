package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.git.Git;
import java.time.InstantSource;
import java.util.List;

/** Opens git hosts, one for each provider. */
record GitConnector(InstantSource clock, ObjectRoom room) implements Connector<Git> {

  GitConnector(InstantSource clock) {
    this(clock, ObjectRoom.ofHeap());
  }

  @Override
  public String id() {
    return "embedded-git";
  }

  @Override
  public Class<Git> kind() {
    return Git.class;
  }

  @Override
  public Class<GitConfig> config() {
    return GitConfig.class;
  }

  @Override
  public List<String> events() {
    return GitEvents.TYPES;
  }

  @Override
  public Git open(ProviderContext context) {
    return new GitClient(context, context.config(GitConfig.class), clock, room);
  }

  /** Fails when the directory cannot be made or written; tells what a sudden end left untold. */
  @Override
  public void check(Git instance, Call call) {
    call.provider().directory().require(0);
    if (instance instanceof GitClient client) {
      client.settle(call);
    }
  }
}

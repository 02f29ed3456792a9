package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.knowledge.Knowledge;
import java.time.InstantSource;
import java.util.List;

/** Opens stores of knowledge, one for each provider. */
record KnowledgeConnector(InstantSource clock) implements Connector<Knowledge> {

  @Override
  public String id() {
    return "embedded-knowledge";
  }

  @Override
  public Class<Knowledge> kind() {
    return Knowledge.class;
  }

  @Override
  public Class<KnowledgeConfig> config() {
    return KnowledgeConfig.class;
  }

  @Override
  public List<String> events() {
    return KnowledgeEvents.TYPES;
  }

  @Override
  public Knowledge open(ProviderContext context) {
    return new KnowledgeClient(
        new KnowledgeContext(context, context.config(KnowledgeConfig.class), clock));
  }

  /** Fails when the directory cannot be made or written. */
  @Override
  public void check(Knowledge instance, Call call) {
    call.provider().directory().require(0);
    ((KnowledgeClient) instance).checked(call);
  }
}

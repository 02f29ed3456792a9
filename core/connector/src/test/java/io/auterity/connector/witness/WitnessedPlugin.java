package io.auterity.connector.witness;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Operation;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * A plugin of which somebody is told each operation that answered.
 *
 * @param answered takes {@code resource.verb}
 */
record WitnessedPlugin(Plugin plugin, Consumer<String> answered) implements Plugin {

  /** What a plugin says of itself, with this class in place of its own. */
  static PluginManifest manifest(PluginManifest said) {
    return new PluginManifest(
        said.id(),
        said.version(),
        WitnessedPlugin.class.getName(),
        said.summary(),
        said.needs(),
        said.natives(),
        said.connectors());
  }

  @Override
  public List<Connector<?>> connectors() {
    return plugin.connectors().stream().<Connector<?>>map(this::watched).toList();
  }

  private <K> Connector<K> watched(Connector<K> connector) {
    return new Connector<>() {
      @Override
      public String id() {
        return connector.id();
      }

      @Override
      public Class<K> kind() {
        return connector.kind();
      }

      @Override
      public K open(ProviderContext context) {
        return watched(connector.kind(), connector.open(context));
      }

      @Override
      public void check(K instance, Call call) {
        throw new AssertionError("the contract checks no provider");
      }
    };
  }

  private <K> K watched(Class<K> kind, K instance) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(instance, arguments);
                Operation operation = method.getAnnotation(Operation.class);
                if (operation != null) {
                  answered.accept(operation.resource() + "." + operation.verb());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}

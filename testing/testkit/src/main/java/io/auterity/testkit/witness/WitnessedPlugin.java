package io.auterity.testkit.witness;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Events;
import io.auterity.spi.Operation;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plugin that notifies a watch of each operation that is called. */
public record WitnessedPlugin(Plugin plugin, Watch watch) implements Plugin {

  /** Told of operations, each as {@code resource.verb}. */
  public interface Watch {

    /** Before it is known whether it answers. */
    void called(String operation);

    /** It gave something other than a failure; a stream has ended whole. */
    void answered(String operation);
  }

  /** What a plugin says of itself, with this class in place of its own. */
  public static PluginManifest manifest(PluginManifest said) {
    return PluginManifest.builder(
            said.id(), said.version(), WitnessedPlugin.class.getName(), said.summary())
        .needs(said.needs())
        .natives(said.natives())
        .connectors(said.connectors())
        .build();
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
            Stream.concat(Stream.of(kind), Stream.of(instance.getClass().getInterfaces()))
                .distinct()
                .toArray(Class<?>[]::new),
            (proxy, method, arguments) -> {
              String name = operation(method, arguments);
              try {
                if (name != null) {
                  watch.called(name);
                }
                Object answer = method.invoke(instance, arguments);
                if (name != null && answer instanceof Events<?> events) {
                  return new WatchedEvents<>(events, () -> watch.answered(name));
                }
                if (name != null) {
                  watch.answered(name);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** What a call carries out, of the kind or beside it; null where it is no call. */
  private static @Nullable String operation(Method method, Object @Nullable [] arguments) {
    Operation operation = method.getAnnotation(Operation.class);
    if (operation != null) {
      return operation.resource() + "." + operation.verb();
    }
    return arguments != null && arguments[arguments.length - 1] instanceof Call call
        ? call.capability()
        : null;
  }
}

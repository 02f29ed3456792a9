package io.auterity.server.capabilities;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Connectors of the started plugins, which are every tenant's. */
@RestController
@RequestMapping("/api/v1/connectors")
public record ConnectorController(Catalogue catalogue, PluginHost plugins) {

  /** A connector with all that is needed to make a provider of it. */
  @Needs("provider.read")
  @GetMapping("/{id}")
  ConnectorDetail get(@PathVariable String id) {
    return plugins.connectors().stream()
        .filter(connector -> connector.id().equals(id))
        .findFirst()
        .map(connector -> ConnectorDetail.of(connector, catalogue.all()))
        .orElseThrow(() -> unknown(id));
  }

  private CallFailedException unknown(String id) {
    List<String> known = plugins.connectors().stream().map(each -> each.id()).toList();
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "there is no connector '%s'; %s".formatted(id, Nearest.fix(id, known)));
  }
}

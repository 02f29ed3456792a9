package io.auterity.server.runs.timeline;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.WireTime;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.RunTimeline;
import io.auterity.server.runs.timeline.RunTimelineView.BreakerView;
import io.auterity.server.runs.timeline.RunTimelineView.LaneView;
import io.auterity.server.runs.timeline.RunTimelineView.LatencyView;
import io.auterity.server.runs.timeline.RunTimelineView.OutageView;
import io.auterity.server.runs.timeline.RunTimelineView.ProviderBins;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.view.RunViews;
import io.auterity.workflow.view.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The course of a run: its steps, its items, who answered and who did not. */
@RestController
@RequestMapping("/api/v1/runs/{id}/timeline")
public record TimelineController(
    RunViews runs, Archive archive, Providers providers, LiveHealthByTenant vitals) {

  private static final int MOST = 1_000;

  @Needs("run.read")
  @GetMapping
  RunTimelineView get(
      Caller caller, @PathVariable String id, @RequestParam(defaultValue = "128") int bins) {
    if (bins < 1 || bins > MOST) {
      throw new CallFailedException(
          FailureCode.INVALID, "bins is 1 to %d, not %d".formatted(MOST, bins));
    }
    UUID run = Invocation.RUN_ID.read(id);
    Timeline steps = runs.timeline(caller.scope(), run, bins);
    RunTimeline calls =
        archive.timeline(caller.scope(), run, steps.from(), steps.binWidth(), steps.items().size());
    return view(caller.scope(), steps, calls);
  }

  private RunTimelineView view(TenantScope scope, Timeline steps, RunTimeline calls) {
    Map<String, ProviderInfo> known =
        providers.of(scope).stream()
            .collect(Collectors.toMap(ProviderInfo::id, Function.identity()));
    List<@Nullable LatencyView> latency = new ArrayList<>();
    steps.latency().forEach(one -> latency.add(LatencyView.of(one)));
    return new RunTimelineView(
        steps.from(),
        steps.to(),
        WireTime.millis(steps.binWidth()),
        steps.items(),
        latency,
        bins(calls, known),
        breakers(scope, calls.providers().keySet(), known, steps),
        calls.injected().stream()
            .map(span -> new OutageView(span.provider(), span.from(), span.to(), true))
            .toList(),
        steps.lanes().stream().map(LaneView::of).toList());
  }

  private static List<ProviderBins> bins(RunTimeline calls, Map<String, ProviderInfo> known) {
    return calls.providers().entrySet().stream()
        .map(
            lane ->
                new ProviderBins(
                    lane.getKey(),
                    known.containsKey(lane.getKey()) ? known.get(lane.getKey()).marks() : List.of(),
                    lane.getValue().ok(),
                    lane.getValue().failed()))
        .toList();
  }

  private List<BreakerView> breakers(
      TenantScope scope, Collection<String> asked, Map<String, ProviderInfo> known, Timeline run) {
    return asked.stream()
        .filter(known::containsKey)
        .sorted()
        .map(known::get)
        .map(
            provider ->
                new BreakerView(
                    provider.id(),
                    BreakerSpans.of(
                        vitals.of(scope, provider.id()).health(provider.slots()),
                        run.from(),
                        run.to())))
        .toList();
  }
}

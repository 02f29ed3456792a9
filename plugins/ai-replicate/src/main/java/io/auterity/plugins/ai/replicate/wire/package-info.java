/** Replicate's HTTP API on the wire, and what its models take and give. */
@NullMarked
package io.auterity.plugins.ai.replicate.wire;

import org.jspecify.annotations.NullMarked;

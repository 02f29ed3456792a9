/** The dialect of Anthropic's Messages API, without socket, thread, clock or credential. */
@NullMarked
package io.auterity.plugins.ai.anthropic.wire;

import org.jspecify.annotations.NullMarked;

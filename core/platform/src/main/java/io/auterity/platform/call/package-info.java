/** The one way to reach a capability, and the decision points that the road asks. */
@NullMarked
package io.auterity.platform.call;

import org.jspecify.annotations.NullMarked;

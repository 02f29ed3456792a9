/** What every connector of kind {@code knowledge} must do. */
@NullMarked
package io.auterity.testkit.contract.knowledge;

import org.jspecify.annotations.NullMarked;

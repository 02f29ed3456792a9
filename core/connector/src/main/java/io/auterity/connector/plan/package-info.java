/** What a connector file means: operations compiled to pure steps from input to record. */
@NullMarked
package io.auterity.connector.plan;

import org.jspecify.annotations.NullMarked;

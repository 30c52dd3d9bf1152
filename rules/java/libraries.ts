/** Libraries of which it is known that they ask for a JDK when they run. Data. */

/**
 * By group and artifact. Sources: their READMEs and sources. `com.sun:tools` is tools.jar of JDK 8 itself; byte-buddy-agent attaches
 * to its own process (jdk.attach); sqoop, and CXF's dynamic clients, compile what they generate with javac.
 */
export const askingForJdk: ReadonlyMap<string, string> = new Map([
  ['com.sun:tools', "is the JDK's own tools.jar"],
  ['jdk.tools:jdk.tools', "is the JDK's own tools.jar"],
  ['net.bytebuddy:byte-buddy-agent', 'attaches to its own process'],
  ['org.apache.sqoop:sqoop', 'compiles what it generates'],
  ['org.netbeans.lib:jvmstat', 'reads the counters of other virtual machines'],
]);

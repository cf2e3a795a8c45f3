import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * Opens nodes of one cluster in this process: `Cluster FOLDER NODES`. Says `ready PORT PORT ...`, then obeys lines of its
 * input: `close N`, `open N` (answered by `done`). Ends with its input, and the nodes with it.
 */
public class Cluster {
    static final class Local extends Node {
        Local(Environment environment, List<Class<? extends Plugin>> plugins) {
            super(environment, plugins, false);
        }
    }

    private final Path folder;
    private final int[] http;
    private final int[] transport;
    private final Local[] nodes;

    Cluster(Path folder, int count) throws Exception {
        this.folder = folder;
        int[] ports = freePorts(2 * count);
        http = Arrays.copyOfRange(ports, 0, count);
        transport = Arrays.copyOfRange(ports, count, 2 * count);
        nodes = new Local[count];
    }

    /** All are held until the last is found, so that none comes twice. */
    static int[] freePorts(int count) throws Exception {
        ServerSocket[] held = new ServerSocket[count];
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            held[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ports[i] = held[i].getLocalPort();
        }
        for (ServerSocket socket : held) socket.close();
        return ports;
    }

    void open(int n) throws Exception {
        Path home = folder.resolve("node-" + n);
        Files.createDirectories(home.resolve("config"));
        String seeds = Arrays.stream(transport).mapToObj(p -> "127.0.0.1:" + p).collect(Collectors.joining(","));
        String names = IntStream.range(0, nodes.length).mapToObj(i -> "node-" + i).collect(Collectors.joining(","));
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "minutebook-tests")
            .put("node.name", "node-" + n)
            .put("network.host", "127.0.0.1")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("http.port", http[n])
            .put("transport.port", transport[n])
            .put("discovery.seed_hosts", seeds)
            .put("cluster.initial_cluster_manager_nodes", names)
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("discovery.initial_state_timeout", "0s")
            // A copy whose node is lost while it is made waits for as long as this (by default half an hour) for an answer
            // that never comes, and holds up those behind it.
            .put("indices.recovery.internal_action_timeout", "10s")
            .put("indices.recovery.internal_action_long_timeout", "20s")
            .put("indices.recovery.recovery_activity_timeout", "20s")
            .build();
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node-" + n);
        nodes[n] = new Local(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class));
        nodes[n].start();
    }

    void close(int n) throws Exception {
        if (nodes[n] != null) nodes[n].close();
        nodes[n] = null;
    }

    public static void main(String[] arguments) throws Exception {
        Cluster cluster = new Cluster(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        // One after the other: side by side they race in the static start of the scripts' engine.
        for (int n = 0; n < cluster.nodes.length; n++) cluster.open(n);
        say("ready " + Arrays.stream(cluster.http).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.trim().split(" ");
            int n = Integer.parseInt(words[1]);
            if (words[0].equals("close")) cluster.close(n); else cluster.open(n);
            say("done");
        }
        // Whoever started us is gone, or wants the end.
        Runtime.getRuntime().halt(0);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

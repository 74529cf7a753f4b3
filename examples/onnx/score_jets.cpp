// Scores jets with an exported model in ONNX Runtime's C++ interface (1.16 or newer).
//
//   ./lorentznet export --model quickstart/best.safetensors --onnx top.onnx
//   g++ -std=c++17 -I ORT/include examples/onnx/score_jets.cpp -L ORT/lib -lonnxruntime -o score_jets
//   ./score_jets top.onnx
//
// ORT is the folder of an ONNX Runtime release. Prints for each jet its number, its logits and its
// probabilities.

#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

using Constituent = std::array<double, 4>;  // E, px, py, pz in GeV
using Jet = std::vector<Constituent>;

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: score_jets MODEL.onnx\n");
    return 2;
  }
  const std::vector<Jet> jets = {
      {{100, 80, 60, 0}, {50, 30, 40, 0}},
      {{90, 0, 90, 0}, {60, 0, 36, 48}, {13, 5, 12, 0}},
  };
  try {
    // Make the session once and keep it: Run may be called from many threads.
    Ort::Env env(ORT_LOGGING_LEVEL_WARNING, "score_jets");
    Ort::Session session(env, arguments[1], Ort::SessionOptions());

    // Both numbers may differ from call to call.
    const int64_t rows = static_cast<int64_t>(jets.size());
    int64_t particles = 0;
    for (const Jet& jet : jets) {
      particles = std::max(particles, static_cast<int64_t>(jet.size()));
    }
    std::vector<double> four_momenta(rows * particles * 4);
    std::unique_ptr<bool[]> mask(new bool[rows * particles]());
    for (int64_t j = 0; j < rows; ++j) {
      for (size_t i = 0; i < jets[j].size(); ++i) {
        std::copy(jets[j][i].begin(), jets[j][i].end(), &four_momenta[(j * particles + i) * 4]);
        mask[j * particles + i] = true;
      }
    }

    const std::array<int64_t, 3> momenta_shape = {rows, particles, 4};
    const std::array<int64_t, 2> mask_shape = {rows, particles};
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    std::array<Ort::Value, 2> inputs = {
        Ort::Value::CreateTensor<double>(memory, four_momenta.data(), four_momenta.size(),
                                         momenta_shape.data(), momenta_shape.size()),
        Ort::Value::CreateTensor<bool>(memory, mask.get(), rows * particles, mask_shape.data(),
                                       mask_shape.size())};
    const char* input_names[] = {"four_momenta", "mask"};
    const char* output_names[] = {"logits", "probabilities"};
    const auto outputs =
        session.Run(Ort::RunOptions(), input_names, inputs.data(), 2, output_names, 2);

    const int64_t classes = outputs[0].GetTensorTypeAndShapeInfo().GetShape()[1];
    for (int64_t j = 0; j < rows; ++j) {
      std::printf("%lld", static_cast<long long>(j));
      for (const auto& output : outputs) {
        for (int64_t k = 0; k < classes; ++k) {
          std::printf(" %.9g", output.GetTensorData<float>()[j * classes + k]);
        }
      }
      std::printf("\n");
    }
  } catch (const Ort::Exception& error) {
    std::fprintf(stderr, "score_jets: %s\n", error.what());
    return 1;
  }
}
